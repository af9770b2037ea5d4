import type { DataManagerConfig } from "../../src/server/config";
import { everyFault, type FaultPlan, type SeededRandom } from "../../src/testing";

/** What one seed's universe is like. */
export interface SweepPlan {
	readonly servers: number;
	readonly players: number;
	/** Virtual seconds of play under faults; then everything is calm and comes to its end. */
	readonly seconds: number;
	readonly config: Partial<DataManagerConfig>;
	readonly faults: FaultPlan;
	/** Seconds between crashes, about. */
	readonly crashEvery: number;
	/** Seconds between servers that stand still, about. */
	readonly freezeEvery: number;
	/** Only short errors, five in a hundred: saves have to succeed all the same. */
	readonly transientOnly: boolean;
	/** Seconds between shutdowns, about. */
	readonly closeEvery: number;
	/** Old and new code run side by side, as while a game is updated: servers are of one or the other. */
	readonly twoVersions: boolean;
	/** Seconds between automatic backups; none if nil. */
	readonly backupEvery?: number;
}

// What the issue calls transient errors.
const TRANSIENT = { failed: 0.05 };

/** Draws the world of a seed: many small ones find more than few large ones. */
export function drawPlan(random: SeededRandom): SweepPlan {
	const faults = everyFault(random.pick([0.3, 1, 1, 1.5]));
	const outages = { outagesPerHour: random.pick([0, 6, 12]), outageSeconds: [5, 60] as const };
	const transientOnly = random.chance(0.2);
	const evicted = random.chance(0.3) ? 0.002 : 0;
	return {
		servers: random.nextInteger(2, 4),
		players: random.nextInteger(5, 14),
		seconds: random.nextInteger(120, 260),
		config: { autosaveSeconds: random.pick([30, 60, 600]), degradedAutosaveSeconds: random.pick([20, 60]) },
		transientOnly,
		freezeEvery: random.pick([60, 120]),
		faults: transientOnly
			? { dataStores: TRANSIENT, memory: TRANSIENT, messages: TRANSIENT }
			: {
					...faults,
					dataStores: { ...faults.dataStores, ...outages },
					memory: { ...faults.memory, ...outages, outagesPerHour: random.pick([0, 6, 12]), evicted },
				},
		crashEvery: random.pick([40, 80, 160]),
		closeEvery: random.pick([60, 150]),
		twoVersions: random.chance(0.5),
		backupEvery: random.chance(0.5) ? 40 : undefined,
	};
}
