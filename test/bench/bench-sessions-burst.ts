import type { PlaceNode } from "../headless/host/control-api";
import type { Native } from "../headless/host/native";
import { createSampleDocument } from "./sample-document";
import { BenchWorld, keyOf } from "./sessions/bench-world";
import { LibraryName, readStored } from "./sessions/libraries";

export const BURST_PLAYERS = 50;

/** Fifty players who come at once, and a shutdown while all of them have something unsaved. */
export interface BurstFigures {
	readonly opened: number;
	readonly openSeconds: number;
	readonly saved: number;
	readonly freed: number;
	readonly saveSeconds: number;
	/** Requests that the platform's own queue had to keep, and that it dropped. */
	readonly queued: number;
	readonly dropped: number;
	/** Requests that ended in an error. */
	readonly failed: number;
}

function countFailed(requests: Record<string, number>): number {
	let failed = 0;
	for (const [name, count] of pairs(requests)) {
		const [isFailure] = name.find("^UpdateAsync.*%(%a*Throttled%)");
		if (isFailure !== undefined) failed += count;
	}
	return failed;
}

export function benchBurst(native: Native, place: PlaceNode, library: LibraryName): BurstFigures {
	const template = () => ({ ...createSampleDocument(), playedUntil: 0 });
	const world = new BenchWorld(native, place, { library, seed: 31, rhythm: 1, template });
	const { cloud } = world.universe;
	const server = world.startServer();
	world.runFor(10);
	const joinedAt = world.now();
	for (let player = 1; player <= BURST_PLAYERS; player += 1) world.join(server, player);
	world.runUntil(() => world.opens.size() === BURST_PLAYERS, 60);
	const opened = world.opens.size();
	const openSeconds = world.opens.reduce((latest, note) => math.max(latest, note.at), 0) - joinedAt;
	world.runFor(20);
	let lastWrite = world.now();
	cloud.observe(() => {
		lastWrite = world.now();
	});
	const closedAt = world.now();
	const played = new Map<string, number>([...world.played]);
	server.close("DeveloperShutdown");
	world.runFor(60);
	let [saved, freed] = [0, 0];
	for (let player = 1; player <= BURST_PLAYERS; player += 1) {
		const stored = readStored(cloud.inspect("Players", keyOf(player)));
		if ((stored.data?.playedUntil ?? 0) >= (played.get(keyOf(player)) ?? math.huge)) saved += 1;
		if (stored.free) freed += 1;
	}
	const queued = world.warnings.filter((line) => line.text.find("added to queue")[0] !== undefined).size();
	return {
		opened,
		openSeconds,
		saved,
		freed,
		saveSeconds: lastWrite - closedAt,
		queued,
		dropped: cloud.requests["UpdateAsync (dropped)"] ?? 0,
		failed: countFailed(cloud.requests),
	};
}
