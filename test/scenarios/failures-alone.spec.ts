/// <reference types="@rbxts/testez/globals" />
import type * as ForEachAlone from "../../src/shared/for-each-alone";
import type * as RoundsModule from "../../src/shared/rounds";
import type { ControlledServer, ControlledUniverse } from "../headless/host/control-api";
import { findHeadless } from "./support/headless";

export = () => {
	const headless = findHeadless();
	if (headless === undefined) return SKIP();

	let universe: ControlledUniverse;
	let server: ControlledServer;

	beforeEach(() => {
		universe = headless.createUniverse({ seed: 1 });
		server = headless.startLibraryServer(universe, []);
	});

	const problems = () => universe.errors.map(({ text }) => text.split("\n")[0]).join("; ");

	describe("rounds", () => {
		/** Rounds of a second's pause, and how often each second found that one had begun. */
		function begin(round: (count: number) => void): { count: number; stop: () => void } {
			const { Rounds } = headless!.load<typeof RoundsModule>(
				server,
				"ReplicatedStorage",
				"holdfast",
				"shared",
				"rounds",
			);
			const told = { count: 0, stop: () => {} };
			const pause = () => 1;
			const rounds = new Rounds(pause, () => {
				told.count += 1;
				round(told.count);
			});
			told.stop = () => rounds.stop();
			server.realm.spawn(() => rounds.start());
			return told;
		}

		it("come one after the other, each after its pause", () => {
			const told = begin(() => {});
			expect(told.count).to.equal(0);
			universe.runFor(3.5);
			expect(told.count).to.equal(3);
			expect(problems()).to.equal("");
		});

		it("go on after one that failed, which the engine reports", () => {
			const told = begin((count) => {
				if (count === 2) error("the second one failed", 0);
			});
			universe.runFor(4.5);
			expect(told.count).to.equal(4);
			expect(problems()).to.equal("the second one failed");
		});

		it("end when one of them stops them", () => {
			const told = begin((count) => {
				if (count === 2) told.stop();
			});
			universe.runFor(5);
			expect(told.count).to.equal(2);
			expect(problems()).to.equal("");
		});

		it("end when they are stopped", () => {
			const told = begin(() => {});
			universe.runFor(2.5);
			told.stop();
			universe.runFor(5);
			expect(told.count).to.equal(2);
		});
	});

	describe("each alone", () => {
		it("has its turn, also behind others that failed", () => {
			const path = ["ReplicatedStorage", "holdfast", "shared", "for-each-alone"] as const;
			const { forEachAlone } = headless.load<typeof ForEachAlone>(server, ...path);
			const had = new Array<string>();
			server.realm.spawn(() => {
				forEachAlone(["a", "b", "c", "d"], (name) => {
					if (name === "a" || name === "c") error(`${name} failed`, 0);
					had.push(name);
				});
			});
			universe.runFor(1);
			expect(had.join(" ")).to.equal("b d");
			expect(problems()).to.equal("a failed; c failed");
		});
	});
};
