import { buildSweepPlace } from "../../scripts/build/targets.mjs";
import { runEngine } from "../../scripts/toolchain/run-tool.mjs";

/** Runs one of the engine's sweeps and keeps what it says. @param {"sweep" | "sweep-clients"} command */
export function sweepsOf(command) {
	/** @param {...(string | number)} args */
	async function sweep(...args) {
		/** @type {string[]} */
		const lines = [];
		const code = await runEngine([command, buildSweepPlace(), ...args.map(String)], {
			onLine: (line) => lines.push(line),
			quiet: true,
		});
		return { code, lines };
	}

	/** In two processes, as many as there are cores on the smallest machine that this runs on. @param {number} seeds @param {...(string | number)} args */
	function bothHalves(seeds, ...args) {
		const half = seeds / 2;
		return Promise.all([sweep("--seeds", half, ...args), sweep("--seeds", half, "--from", half + 1, ...args)]);
	}

	return { sweep, bothHalves };
}
