/// <reference types="@rbxts/testez/globals" />
import { advanceCheckpoint, AdvanceRequest } from "../../../../src/server/migrate/global/advance-checkpoint";
import { GlobalCheckpoint, NO_COUNTS } from "../../../../src/server/migrate/global/checkpoint";
import { claimCheckpoint, ClaimRequest } from "../../../../src/server/migrate/global/claim-checkpoint";

const WORK = { job: "migrate", target: 2 } as const;

function claim(stored: GlobalCheckpoint | undefined, request: Partial<ClaimRequest> = {}) {
	return claimCheckpoint(stored, { runner: "b", work: WORK, unixSeconds: 20, ...request });
}

function resume(stored: GlobalCheckpoint | undefined) {
	return claimCheckpoint(stored, { runner: "b", unixSeconds: 20 });
}

function begun(more: Partial<GlobalCheckpoint> = {}): GlobalCheckpoint {
	const { write } = claimCheckpoint(undefined, { runner: "a", work: WORK, unixSeconds: 10 });
	return { ...write!, cursor: "c", beat: 3, ...more };
}

function advance(stored: GlobalCheckpoint | undefined, more: Partial<AdvanceRequest> = {}) {
	const progress = { cursor: "d", page: ["k"], counts: { ...NO_COUNTS, migrated: 1 }, failures: [] };
	return advanceCheckpoint(stored, { runner: "a", epoch: 1, beat: 4, progress, unixSeconds: 30, ...more });
}

export = () => {
	describe("a claim", () => {
		it("begins a run where there is none", () => {
			const { outcome, write } = claim(undefined);
			expect(outcome.kind).to.equal("claimed");
			expect(`${write!.epoch} ${write!.runner} ${write!.state} ${write!.target}`).to.equal("1 b running 2");
		});

		it("does not take a run from a runner whose beat may go on", () => {
			const { outcome, write } = claim(begun());
			expect(outcome.kind).to.equal("running");
			expect(write).to.equal(undefined);
			expect(claim(begun(), { dead: { epoch: 1, beat: 2 } }).outcome.kind).to.equal("running");
		});

		it("goes on where a dead runner was, at the next epoch", () => {
			const { write } = claim(begun(), { dead: { epoch: 1, beat: 3 } });
			expect(`${write!.epoch} ${write!.runner} ${write!.beat} ${write!.cursor}`).to.equal("2 b 0 c");
			expect(write!.history.size()).to.equal(0);
		});

		it("that was applied although it reported an error is a success", () => {
			const { outcome, write } = claim(begun(), { runner: "a" });
			expect(outcome.kind).to.equal("claimed");
			expect(write).to.equal(undefined);
		});

		it("respects a pause, unless it is of another target or ends it", () => {
			const paused = begun({ state: "paused" });
			expect(claim(paused).outcome.kind).to.equal("paused");
			const resumed = resume(paused);
			expect(`${resumed.write!.state} ${resumed.write!.cursor}`).to.equal("running c");
			const other = claim(paused, { work: { job: "migrate", target: 3 } });
			expect(`${other.write!.target} ${other.write!.cursor}`).to.equal("3 nil");
			expect(other.write!.history[0].state).to.equal("paused");
		});

		it("begins anew after a run that is done, and finds nothing to resume", () => {
			const done = begun({ state: "done" });
			expect(claim(done).write!.cursor).to.equal(undefined);
			expect(claim(done).write!.epoch).to.equal(2);
			expect(resume(done).outcome.kind).to.equal("none");
			expect(resume(undefined).outcome.kind).to.equal("none");
		});

		it("goes on with one that failed", () => {
			expect(claim(begun({ state: "failed" })).write!.cursor).to.equal("c");
			expect(resume(begun({ state: "failed" })).write!.cursor).to.equal("c");
		});
	});

	describe("a runner's word", () => {
		it("is written while the run is its own", () => {
			const { outcome, write } = advance(begun());
			expect(outcome).to.equal("going");
			expect(`${write!.cursor} ${write!.beat} ${write!.counts.migrated} ${write!.page[0]}`).to.equal("d 4 1 k");
		});

		it("is not, when another has taken the run", () => {
			expect(advance(begun({ epoch: 2, runner: "b" })).outcome).to.equal("lost");
			expect(advance(begun({ epoch: 2 })).outcome).to.equal("lost");
			expect(advance(undefined).outcome).to.equal("lost");
			expect(advance(begun({ epoch: 2 })).write).to.equal(undefined);
		});

		it("is kept in a pause, which stays one", () => {
			const { outcome, write } = advance(begun({ state: "paused" }));
			expect(outcome).to.equal("paused");
			expect(`${write!.state} ${write!.cursor}`).to.equal("paused d");
		});

		it("that is older than what is written, or later than the end, changes nothing", () => {
			expect(advance(begun({ beat: 9 })).write).to.equal(undefined);
			const late = advance(begun({ state: "done" }));
			expect(`${late.outcome} ${late.write}`).to.equal("over nil");
		});

		it("of the end puts the run into a history of ten", () => {
			let checkpoint = begun();
			for (let runs = 1; runs <= 12; runs += 1) {
				checkpoint = advance(checkpoint, { finish: "done", epoch: runs, beat: 9 }).write!;
				checkpoint = claim(checkpoint, { runner: "a" }).write ?? { ...checkpoint, epoch: runs };
				checkpoint = { ...checkpoint, state: "running", epoch: runs + 1 };
			}
			expect(checkpoint.history.size()).to.equal(10);
			expect(checkpoint.history[9].state).to.equal("done");
			expect(checkpoint.history[9].counts.migrated).to.equal(1);
		});
	});
};
