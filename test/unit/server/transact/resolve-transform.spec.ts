/// <reference types="@rbxts/testez/globals" />
import { StoredRecord } from "../../../../src/server/store/record";
import { Decision } from "../../../../src/server/transact/markers";
import { forgetTransform, resolveTransform } from "../../../../src/server/transact/resolve-transform";

const DECIDER = { owner: "me", epoch: 5, nonce: "n1" };
const LOCK = { ...DECIDER, realm: "live", place: 1, renewed: 0 };
const QUESTION = { members: [{ collection: "C", key: "b" }], decider: DECIDER };

function recordWith(decided: Record<string, Decision> | undefined, lock: StoredRecord["lock"] = LOCK): StoredRecord {
	return {
		format: 1,
		data: { coins: 1 },
		revision: 3,
		schema: 1,
		readableFrom: 1,
		epoch: 5,
		lock,
		stamps: [],
		decided,
		createdAt: 1,
		savedAt: 2,
	};
}

function decisionOf(state: Decision["state"]): Decision {
	return { state, ...QUESTION };
}

export = () => {
	describe("asking a primary's record", () => {
		it("finds what was decided, and writes nothing", () => {
			for (const state of ["committed", "aborted"] as const) {
				const step = resolveTransform(recordWith({ g: decisionOf(state) }), "g", QUESTION, 9);
				expect(step.state).to.equal(state);
				expect(step.value).to.equal(undefined);
			}
		});

		it("decides that it comes to nothing where nothing is said, and keeps all else, the lock too", () => {
			const { state, value } = resolveTransform(recordWith({ h: decisionOf("committed") }), "g", QUESTION, 9);
			expect(state).to.equal("aborted");
			expect(value!.decided!.g.state).to.equal("aborted");
			expect(value!.decided!.h.state).to.equal("committed");
			expect(value!.lock!.nonce).to.equal("n1");
			expect(value!.revision).to.equal(3);
		});

		it("leaves a note also where no record is, and cannot say anything of what is none", () => {
			const { state, value } = resolveTransform(undefined, "g", QUESTION, 9);
			expect(state).to.equal("aborted");
			expect(value!.decided!.g.state).to.equal("aborted");
			expect(value!.data).to.equal(undefined);
			expect(resolveTransform({ other: true }, "g", QUESTION, 9).state).to.equal(undefined);
		});
	});

	describe("forgetting a decision", () => {
		it("takes it out, and its table with the last", () => {
			const both = recordWith({ g: decisionOf("committed"), h: decisionOf("committed") });
			expect(forgetTransform(both, "g")!.decided!.h.state).to.equal("committed");
			expect(forgetTransform(recordWith({ g: decisionOf("committed") }), "g")!.decided).to.equal(undefined);
		});

		it("does nothing where there is none", () => {
			expect(forgetTransform(recordWith(undefined), "g")).to.equal(undefined);
			expect(forgetTransform(undefined, "g")).to.equal(undefined);
		});

		it("keeps one that it came to nothing while the session that could say otherwise has the record", () => {
			const aborted = { g: decisionOf("aborted") };
			expect(forgetTransform(recordWith(aborted), "g")).to.equal(undefined);
			expect(forgetTransform(recordWith(aborted, { ...LOCK, epoch: 6, nonce: "n2" }), "g")).to.be.ok();
			expect(forgetTransform({ ...recordWith(aborted), lock: undefined }, "g")).to.be.ok();
		});
	});
};
