/// <reference types="@rbxts/testez/globals" />
import type { FaultPlan } from "../../src/testing";
import { findHeadless } from "./support/headless";
import { Peer } from "./support/peer-game";
import { playRejoining, RejoiningReport } from "./support/rejoining-players";

/*
 * Whether the faults of this universe bite: systems that are known to break (peers.md) have to break here, by nothing
 * but a plan and a seed, and have to hold where nothing goes wrong. How they break is in `peer-traces.spec.ts`.
 */

/** The rates of peers.md's comparison. */
const PLAN: FaultPlan = { dataStores: { failed: 0.05, unanswered: 0.05 } };
const SEEDS = [1, 2, 3];

function say(
	peer: Peer,
	what: string,
	reports: ReadonlyArray<RejoiningReport>,
	count: (report: RejoiningReport) => number,
) {
	const figures = reports.map((report) => `seed ${report.seed}: ${count(report)} in ${report.loads} loads`);
	print(`${peer} ${what}: ${figures.join(", ")}`);
}

export = () => {
	if (findHeadless() === undefined) SKIP();

	const play = (peer: Peer, plan?: FaultPlan) => SEEDS.map((seed) => playRejoining(peer, seed, plan));

	describe("players who come straight back to the server that they left", () => {
		for (const peer of ["ProfileStore", "ProfileService"] as const) {
			it(`lose what they had earned with ${peer}, when requests fail`, () => {
				const reports = play(peer, PLAN);
				say(peer, "lost what a player had seen", reports, (report) => report.losses.size());
				for (const report of reports) {
					expect(report.problems).to.equal("");
					expect(report.faults > 0).to.equal(true);
					expect(report.losses.size() > 0).to.equal(true);
					expect(report.refusals).to.equal(0);
				}
			});
		}

		it("are locked out by Lapis when answers get lost, and lose nothing", () => {
			const reports = play("Lapis", PLAN);
			say("Lapis", "let a player down whom nobody else had", reports, (report) => report.refusals);
			for (const report of reports) {
				expect(report.problems).to.equal("");
				expect(report.faults > 0).to.equal(true);
				expect(report.refusals > 0).to.equal(true);
				expect(report.lockedOut.size() > 0).to.equal(true);
				expect(report.losses.size()).to.equal(0);
			}
		});

		for (const peer of ["ProfileStore", "ProfileService", "Lapis"] as const) {
			it(`lose nothing and are let in with ${peer}, when nothing goes wrong`, () => {
				for (const report of play(peer)) {
					expect(report.problems).to.equal("");
					expect(report.faults).to.equal(0);
					expect(report.loads > 50).to.equal(true);
					expect(report.losses.size()).to.equal(0);
					expect(report.refusals).to.equal(0);
				}
			});
		}
	});
};
