/// <reference types="@rbxts/testez/globals" />
import { Fault } from "../../../src/testing";
import { SpecCloud } from "./support/spec-cloud";
import { SpecServer } from "./support/spec-server";

const DOWN = "502: API Services rejected request with error. HTTP 500 (Internal Server Error)";

// design.md 9: "late commit (a late UpdateAsync keeps its compare-and-set, or its transform runs late; only SetAsync lands
// blindly)"
export = () => {
	let spec: SpecCloud;
	let server: SpecServer;
	let other: SpecServer;

	const meet = (fault: Fault, operation: string) => {
		spec.cloud.faults.interfere = (request) =>
			request.operation === operation && request.server === 1 ? fault : undefined;
	};

	beforeEach(() => {
		spec = new SpecCloud();
		[server, other] = [new SpecServer(spec), new SpecServer(spec)];
		spec.ask(() => other.store.SetAsync("k", "first"));
	});

	describe("a late SetAsync", () => {
		it("is reported as failed at once, and lands later", () => {
			meet({ kind: "late", seconds: 20 }, "SetAsync");
			expect(spec.finish(() => server.store.SetAsync("k", "late")).problem).to.equal(DOWN);
			expect(spec.stored()).to.equal("first");
			spec.timeline.advance(18.5);
			expect(spec.stored()).to.equal("first");
			spec.timeline.advance(2);
			expect(spec.stored()).to.equal("late");
			expect(spec.cloud.faults.counts["DataStoreService late"]).to.equal(1);
		});

		it("lands over a newer one", () => {
			meet({ kind: "late", seconds: 20 }, "SetAsync");
			spec.finish(() => server.store.SetAsync("k", "late"));
			spec.ask(() => other.store.SetAsync("k", "newer"));
			expect(spec.stored()).to.equal("newer");
			spec.timeline.advance(20);
			expect(spec.stored()).to.equal("late");
		});

		it("lands although its server has died", () => {
			meet({ kind: "late", seconds: 20 }, "SetAsync");
			spec.finish(() => server.store.SetAsync("k", "late"));
			server.alive = false;
			spec.timeline.advance(20);
			expect(spec.stored()).to.equal("late");
		});
	});

	describe("a late write of an UpdateAsync", () => {
		beforeEach(() => {
			meet({ kind: "late", seconds: 20 }, "UpdateAsync (write)");
			expect(spec.finish(() => server.store.UpdateAsync("k", () => "late")).problem).to.equal(DOWN);
			expect(spec.stored()).to.equal("first");
		});

		it("lands if nobody else has written since it read", () => {
			spec.timeline.advance(20);
			expect(spec.stored()).to.equal("late");
		});

		it("is refused after a newer write", () => {
			spec.ask(() => other.store.SetAsync("k", "newer"));
			spec.timeline.advance(20);
			expect(spec.stored()).to.equal("newer");
		});

		it("is refused after the same value was written again", () => {
			spec.ask(() => other.store.SetAsync("k", "first"));
			spec.timeline.advance(20);
			expect(spec.stored()).to.equal("first");
		});

		it("does not run the transform again when it is refused", () => {
			spec.ask(() => other.store.SetAsync("k", "newer"));
			spec.timeline.advance(60);
			expect(spec.requests("UpdateAsync (conflict)")).to.equal(0);
			expect(spec.requests("UpdateAsync (late)")).to.equal(0);
		});
	});

	describe("a late transform", () => {
		let seen: Array<string>;

		const update = () =>
			server.store.UpdateAsync<string>("k", (old) => {
				seen.push(old);
				return `${old} and late`;
			});

		beforeEach(() => {
			seen = [];
			meet({ kind: "lateTransform", seconds: 20 }, "UpdateAsync");
			expect(spec.finish(update).problem).to.equal(DOWN);
			spec.cloud.faults.interfere = undefined;
			expect(seen.size()).to.equal(0);
		});

		it("runs on the living server, with what is stored then", () => {
			spec.ask(() => other.store.SetAsync("k", "newer"));
			spec.timeline.advance(22);
			expect(seen.join("|")).to.equal("newer");
			expect(spec.stored()).to.equal("newer and late");
			expect(spec.requests("UpdateAsync (late)")).to.equal(1);
			expect(spec.cloud.faults.counts["DataStoreService lateTransform"]).to.equal(1);
		});

		it("does not run when the server is dead by then", () => {
			server.alive = false;
			spec.timeline.advance(60);
			expect(seen.size()).to.equal(0);
			expect(spec.stored()).to.equal("first");
		});

		it("may fail once more, and is then given up for good", () => {
			meet({ kind: "failed" }, "UpdateAsync");
			spec.timeline.advance(60);
			expect(seen.size()).to.equal(0);
			expect(spec.stored()).to.equal("first");
			expect(spec.requests("UpdateAsync (late, failed)")).to.equal(1);
		});
	});

	it("runs a transform late once, not again and again", () => {
		meet({ kind: "lateTransform", seconds: 20 }, "UpdateAsync");
		spec.finish(() => server.store.UpdateAsync<string>("k", (old) => `${old}+`));
		spec.timeline.advance(200);
		expect(spec.stored()).to.equal("first+");
		expect(spec.cloud.faults.counts["DataStoreService lateTransform"]).to.equal(1);
	});

	it("leaves alone what has no transform that could run late", () => {
		spec.cloud.faults.interfere = () => ({ kind: "lateTransform", seconds: 20 });
		expect(spec.finish(() => server.store.SetAsync("k", "now")).problem).to.equal(undefined);
		expect(spec.stored()).to.equal("now");
	});
};
