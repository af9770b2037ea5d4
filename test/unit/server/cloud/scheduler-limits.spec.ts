/// <reference types="@rbxts/testez/globals" />
import { StoreFailure } from "../../../../src/server/cloud/ports";
import { Priority } from "../../../../src/server/cloud/request-scheduler";
import { fail } from "../../../../src/shared/result";
import { HeldRequest, HeldRequests } from "../support/held-requests";

const MEGABYTE = 1024 * 1024;
// Longer than it takes until a waiting request is looked at again.
const LOOK_SECONDS = 0.6;
// Longer than what the platform said of the budget is believed.
const FRESH_SECONDS = 0.3;
const DROPPED: StoreFailure = { message: "304: UpdateAsync request dropped.", retryable: true, unsent: true };
const REJECTED: StoreFailure = { message: "502: API Services rejected request", retryable: true };
const THROTTLED: StoreFailure = { ...REJECTED, throttled: "experience" };

function flood(requests: HeldRequests, priority: Priority, count: number): void {
	for (let index = 1; index <= count; index += 1) requests.submit({ name: `${priority}${index}`, priority });
}

export = () => {
	describe("requests under way", () => {
		it("are twenty at most when nothing else is said", () => {
			const requests = new HeldRequests();
			flood(requests, "final", 50);
			expect(requests.started.size()).to.equal(20);
			expect(requests.scheduler.stats().inFlight).to.equal(20);
			expect(requests.scheduler.stats().waiting).to.equal(30);
			requests.finish("final1");
			expect(requests.started.size()).to.equal(21);
			requests.finishAll();
			expect(requests.started.size()).to.equal(50);
			expect(requests.scheduler.stats().inFlight).to.equal(0);
		});

		it("leave places to opens, receipts and final saves, however many saves and backups wait", () => {
			const requests = new HeldRequests();
			flood(requests, "backup", 50);
			expect(requests.started.size()).to.equal(12);
			flood(requests, "save", 50);
			expect(requests.started.size()).to.equal(16);
			requests.submit({ name: "open", priority: "open" });
			requests.submit({ name: "receipt", priority: "receipt" });
			requests.submit({ name: "final", priority: "final" });
			expect(requests.order().find("save4 open receipt final", 1, true)[0]).to.be.ok();
			requests.finishAll();
			expect(requests.answered.size()).to.equal(103);
		});

		it("are one for everybody where there is only one place", () => {
			const requests = new HeldRequests(1);
			requests.submit({ name: "backup", priority: "backup" });
			expect(requests.order()).to.equal("backup");
		});
	});

	describe("what all servers together ask too much of", () => {
		it("rests, but for what is final and for other kinds of requests, and longer each time", () => {
			const requests = new HeldRequests();
			const goes = (name: string, request: Partial<HeldRequest> = {}): boolean => {
				requests.submit({ name, priority: "open", ...request });
				return requests.started.includes(name);
			};
			expect(goes("first") && goes("second")).to.equal(true);
			requests.finish("first", fail(THROTTLED));
			expect(goes("third")).to.equal(false);
			expect(goes("read", { cost: "read" })).to.equal(true);
			expect(goes("final", { priority: "final" })).to.equal(true);
			// What was under way says the same once more, or that it came through before.
			requests.finish("second", fail(THROTTLED));
			requests.finish("final");
			expect(goes("fourth")).to.equal(false);
			requests.seconds += 1;
			task.wait(LOOK_SECONDS);
			expect(requests.order()).to.equal("first second read final third fourth");
			requests.finish("third", fail(THROTTLED));
			requests.seconds += 1 - FRESH_SECONDS;
			expect(goes("fifth")).to.equal(false);
			requests.seconds += 1 + FRESH_SECONDS;
			expect(goes("sixth")).to.equal(true);
			// It came through: the next rest is a short one again.
			requests.finish("sixth");
			requests.finish("fourth", fail(THROTTLED));
			requests.seconds += 1;
			expect(goes("seventh")).to.equal(true);
			requests.finishAll();
		});
	});

	describe("the platform's budget", () => {
		it("is left by the less urgent to the more urgent, down to the last request", () => {
			const requests = new HeldRequests();
			const sentWith = (updates: number, priority: Priority): boolean => {
				requests.budget.updates = updates;
				// What the platform said last may be this old.
				requests.seconds += FRESH_SECONDS;
				const before = requests.started.size();
				requests.submit({ name: `${priority} with ${updates}`, priority });
				const sent = requests.started.size() > before;
				requests.budget.updates = math.huge;
				requests.seconds += FRESH_SECONDS;
				requests.scheduler.hurry("Store", "nobody", "final");
				return sent;
			};
			expect(sentWith(20, "backup")).to.equal(false);
			expect(sentWith(21, "backup")).to.equal(true);
			expect(sentWith(5, "save")).to.equal(false);
			expect(sentWith(6, "save")).to.equal(true);
			for (const priority of ["open", "receipt", "final"] as const) {
				expect(sentWith(0, priority)).to.equal(false);
				expect(sentWith(1, priority)).to.equal(true);
			}
		});

		it("is looked at again while something waits for it, and never else", () => {
			const requests = new HeldRequests();
			requests.budget.updates = 0;
			requests.submit({ name: "open", priority: "open" });
			task.wait(LOOK_SECONDS);
			expect(requests.order()).to.equal("");
			requests.budget.updates = 1;
			task.wait(LOOK_SECONDS);
			expect(requests.order()).to.equal("open");
			requests.finishAll();
			task.wait(LOOK_SECONDS);
			const looks = requests.looks;
			task.wait(3 * LOOK_SECONDS);
			expect(requests.looks).to.equal(looks);
		});

		it("of reads is another than that of updates", () => {
			const requests = new HeldRequests();
			requests.budget.updates = 0;
			requests.submit({ name: "update", priority: "final" });
			requests.submit({ name: "read", priority: "open", cost: "read" });
			expect(requests.order()).to.equal("read");
			requests.budget.reads = 0;
			requests.budget.updates = 1;
			requests.submit({ name: "read2", priority: "open", cost: "read" });
			expect(requests.order()).to.equal("read update");
			requests.budget.reads = math.huge;
			task.wait(LOOK_SECONDS);
			expect(requests.order()).to.equal("read update read2");
		});

		it("that is small for ever does not keep a backup waiting for ever", () => {
			const requests = new HeldRequests();
			requests.budget.updates = 3;
			requests.submit({ name: "backup", priority: "backup" });
			requests.seconds += 59;
			task.wait(LOOK_SECONDS);
			expect(requests.order()).to.equal("");
			requests.seconds += 2;
			task.wait(LOOK_SECONDS);
			expect(requests.order()).to.equal("backup");
		});

		it("is not taken by a patient backup while a save waits for it", () => {
			const requests = new HeldRequests();
			requests.budget.updates = 3;
			requests.submit({ name: "backup", priority: "backup" });
			requests.seconds += 61;
			requests.submit({ name: "save", priority: "save" });
			task.wait(LOOK_SECONDS);
			expect(requests.order()).to.equal("");
		});
	});

	describe("the bytes of one key", () => {
		it("stay below three and a half megabytes a minute, and other keys go on", () => {
			const requests = new HeldRequests();
			const save = (name: string, key: string, bytes: number) =>
				requests.submit({ name, key, bytes, priority: "save" });
			save("a1", "a", 2 * MEGABYTE);
			requests.finish("a1");
			save("a2", "a", 2 * MEGABYTE);
			save("b1", "b", 2 * MEGABYTE);
			expect(requests.order()).to.equal("a1 b1");
			requests.seconds += 61;
			task.wait(LOOK_SECONDS);
			expect(requests.order()).to.equal("a1 b1 a2");
		});

		it("let a final save use what is left of the platform's four", () => {
			const requests = new HeldRequests();
			requests.submit({ name: "save", key: "k", bytes: 3 * MEGABYTE, priority: "save" });
			requests.finish("save");
			requests.submit({ name: "save2", key: "k", bytes: 0.9 * MEGABYTE, priority: "save" });
			expect(requests.order()).to.equal("save");
			requests.scheduler.hurry("Store", "k", "final");
			expect(requests.order()).to.equal("save save2");
		});

		it("count from the answer, so that a slow request is not forgotten too soon", () => {
			const requests = new HeldRequests();
			requests.submit({ name: "slow", key: "k", bytes: 3 * MEGABYTE, priority: "save" });
			requests.seconds += 50;
			requests.finish("slow");
			requests.seconds += 50;
			requests.submit({ name: "next", key: "k", bytes: MEGABYTE, priority: "save" });
			expect(requests.order()).to.equal("slow");
		});

		it("count when the request failed, unless it was never sent", () => {
			const requests = new HeldRequests();
			const save = (name: string) => requests.submit({ name, key: "k", bytes: 3 * MEGABYTE, priority: "save" });
			save("dropped");
			requests.finish("dropped", fail(DROPPED));
			save("rejected");
			expect(requests.order()).to.equal("dropped rejected");
			requests.finish("rejected", fail(REJECTED));
			save("again");
			expect(requests.order()).to.equal("dropped rejected");
		});

		it("do not stop what is too large for any minute when nothing else was written", () => {
			const requests = new HeldRequests();
			requests.submit({ name: "huge", bytes: 5 * MEGABYTE, priority: "save" });
			expect(requests.order()).to.equal("huge");
		});
	});
};
