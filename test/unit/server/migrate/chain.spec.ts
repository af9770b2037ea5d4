/// <reference types="@rbxts/testez/globals" />
import { judgeVersion } from "../../../../src/server/migrate/judge-version";
import { MigrationChain } from "../../../../src/server/migrate/migration-chain";
import { RegisteredStep } from "../../../../src/server/migrate/migration-step";
import { SchemaVersion } from "../../../../src/server/migrate/schema-version";

const nothing = () => undefined;

function step(from: SchemaVersion, to: SchemaVersion, more: Partial<RegisteredStep> = {}): RegisteredStep {
	return { from, to, up: nothing, ...more };
}

export = () => {
	let chain: MigrationChain;

	const refusal = (wrong: unknown) => {
		const before = chain.latest();
		const result = chain.register(wrong as RegisteredStep);
		expect(chain.latest()).to.equal(before);
		return result.ok ? "registered" : `${result.error.kind}: ${result.error.message}`;
	};
	const way = (from: SchemaVersion, to: SchemaVersion) => {
		const path = chain.path(from, to);
		return path.ok ? path.value.map((one) => `${one.direction} ${one.to}`).join(", ") : path.error.kind;
	};

	beforeEach(() => {
		chain = new MigrationChain();
		for (const one of [step("1.0", "1.5"), step("1.5", "2.0", { down: nothing }), step("2.0", 3, { down: nothing })]) {
			expect(chain.register(one).ok).to.equal(true);
		}
	});

	describe("a chain", () => {
		it("has the versions of its steps, in the order in which they were registered, whatever their names", () => {
			expect(chain.first()).to.equal("1.0");
			expect(chain.latest()).to.equal(3);
			expect(chain.indexOf("1.5")).to.equal(1);
			expect(chain.indexOf(3)).to.equal(3);
			expect(chain.indexOf("3")).to.equal(undefined);
		});

		it("without steps has one version", () => {
			expect(new MigrationChain().latest()).to.equal(1);
			expect(new MigrationChain("a").first()).to.equal("a");
			expect(new MigrationChain("a").indexOf("a")).to.equal(0);
		});

		it("finds the steps between two versions, and none from a version to itself", () => {
			expect(way("1.0", 3)).to.equal("up 1.5, up 2.0, up 3");
			expect(way("1.5", "2.0")).to.equal("up 2.0");
			expect(way("2.0", "2.0")).to.equal("");
		});

		it("leads back where every step between has a way back, and nowhere else", () => {
			expect(way(3, "1.5")).to.equal("down 2.0, down 1.5");
			expect(way(3, "1.0")).to.equal("unknownVersion");
		});

		it("leads to and from no version that it does not know", () => {
			expect(way("0.9", 3)).to.equal("unknownVersion");
			expect(way("1.0", 4)).to.equal("unknownVersion");
		});
	});

	describe("registering refuses", () => {
		it("a step that begins where the chain does not end", () => {
			expect(refusal(step(4, 5)).find("leaves a gap")[0]).to.be.ok();
		});

		it("a second step from the same version", () => {
			expect(refusal(step("1.5", 9)).find("is a duplicate")[0]).to.be.ok();
			expect(refusal(step("1.0", "1.5")).find("is a duplicate")[0]).to.be.ok();
		});

		it("a step that leads back to an earlier version", () => {
			expect(refusal(step(3, "1.0")).find("is a cycle")[0]).to.be.ok();
			expect(refusal(step(3, 3)).find("to itself")[0]).to.be.ok();
		});

		it("what is no step at all, by what is wrong with it", () => {
			expect(refusal(undefined)).to.equal("invalidStep: A migration step is a table.");
			expect(refusal({ from: 3, to: 0 / 0, up: nothing }).find("`to` is not a version")[0]).to.be.ok();
			expect(refusal({ from: "", to: 4, up: nothing }).find("`from` is not a version")[0]).to.be.ok();
			expect(refusal({ from: 3, to: 4 }).find("no `up`")[0]).to.be.ok();
			expect(refusal({ from: 3, to: 4, up: nothing, down: 5 }).find("`down` cannot be called")[0]).to.be.ok();
			expect(refusal({ from: 3, to: 4, up: nothing, description: 1 }).find("description")[0]).to.be.ok();
			expect(refusal(step(3, 4, { readableFrom: 7 })).find("`readableFrom`")[0]).to.be.ok();
		});
	});

	describe("the oldest version that may read newer data", () => {
		it("is the data's own unless a step says otherwise", () => {
			expect(chain.readableFrom(3)).to.equal(3);
			expect(chain.readableFrom("1.0")).to.equal("1.0");
		});

		it("is the oldest that every step since allows", () => {
			chain.register(step(3, 4, { readableFrom: 3 }));
			chain.register(step(4, 5, { readableFrom: 3 }));
			expect(chain.readableFrom(5)).to.equal(3);
			// What version 3 made cannot be read by version "2.0", whatever a later step says of itself.
			chain.register(step(5, 6, { readableFrom: "1.0" }));
			expect(chain.readableFrom(6)).to.equal(3);
			chain.register(step(6, 7));
			expect(chain.readableFrom(7)).to.equal(7);
		});
	});

	describe("data of some version", () => {
		const judge = (schema: unknown, readableFrom: unknown = schema) => judgeVersion(chain, { schema, readableFrom });

		it("is current, or to be migrated, by its place in the chain", () => {
			expect(judge(3)).to.equal("current");
			expect(judge("1.0")).to.equal("migrate");
			expect(judge("2.0")).to.equal("migrate");
		});

		it("that is newer may be opened if its writer says so", () => {
			expect(judge(4, 3)).to.equal("readable");
			expect(judge("next", "2.0")).to.equal("readable");
			expect(judge(4, 4)).to.equal("newer");
			expect(judge("next", "next")).to.equal("newer");
		});

		it("that has no label, or is older than every step, is unknown", () => {
			expect(judge(undefined)).to.equal("unknown");
			expect(judge({})).to.equal("unknown");
			expect(judge("next", {})).to.equal("unknown");
			chain = new MigrationChain(5);
			expect(judge(4)).to.equal("unknown");
			expect(judge(5)).to.equal("current");
			expect(judge(6, 6)).to.equal("newer");
		});
	});
};
