import { copyImage } from "../../src/testing/data-store/copy-image";
import type { PlaceNode } from "../headless/host/control-api";
import type { Native } from "../headless/host/native";
import { createSampleDocument } from "./sample-document";
import { BenchWorld, GuestSession } from "./sessions/bench-world";
import { LibraryName, readStored } from "./sessions/libraries";
import { OPENER } from "./sessions/opener";
import { quietMessages } from "./sessions/quiet-messages";

const DOCUMENTS = 200;
const ROUNDS = 3;
// Small enough to be the collector's own: it takes no notice of larger ones.
const GARBAGE_BYTES = 900;
// The collector begins a cycle when there is twice what the last one has left.
const CYCLES = 12;

/** Kilobytes in use once the collector has been around: it cannot be called, so it is given something to do. */
function settledKb(native: Native): number {
	const toMake = native.memoryKb() * CYCLES;
	let least = math.huge;
	for (const made of $range(0, toMake, GARBAGE_BYTES / 1024)) {
		buffer.create(GARBAGE_BYTES);
		// What was there before may go in the first cycles.
		if (made > toMake / 3) least = math.min(least, native.memoryKb());
	}
	return least;
}

/** Kilobytes of one copy of the data as the platform hands it over. */
function copyKbOf(native: Native, stored: unknown): number {
	const before = settledKb(native);
	const copies = new Array<defined>();
	for (let index = 0; index < DOCUMENTS; index += 1) copies.push(copyImage(stored) as defined);
	const after = settledKb(native);
	return (after - before) / copies.size();
}

/** Kilobytes for each document of 10 KB. */
export interface MemoryFigures {
	/** What a session that has nothing to save takes, its data included. */
	readonly sessionKb: number;
	/** One copy of the data, as it is stored. */
	readonly copyKb: number;
}

/** What 200 open documents take more than when they are closed. */
export function benchMemory(native: Native, place: PlaceNode, library: LibraryName): MemoryFigures {
	let sessions = new Array<GuestSession>();
	let begin!: (count: number) => void;
	const world = new BenchWorld(native, place, {
		library,
		seed: 51,
		template: () => createSampleDocument(),
		cloud: { limits: { startBurst: 100_000, experienceLimits: false } },
		prepare: (server, bench) => {
			(server as { messagingService: object }).messagingService = quietMessages;
			bench.ready = (open: typeof begin) => (begin = open);
			bench.add = (session: GuestSession) => sessions.push(session);
		},
	});
	const server = world.startServer(OPENER);
	world.runFor(1);
	const openAll = () => {
		server.realm.spawn(() => begin(DOCUMENTS));
		if (!world.runUntil(() => sessions.size() === DOCUMENTS, 600)) error(`${library} opened only ${sessions.size()}`);
		world.runFor(15);
	};
	const closeAll = () => {
		const open = sessions;
		sessions = [];
		server.realm.spawn(() => open.forEach((session) => session.close()));
		world.runFor(60);
	};
	// The first time the cloud and the library take memory that stays, and everything is written once.
	openAll();
	server.realm.spawn(() => sessions.forEach((session) => session.bump()));
	closeAll();
	const taken = new Array<number>();
	for (let round = 0; round < ROUNDS; round += 1) {
		const closed = settledKb(native);
		openAll();
		taken.push((settledKb(native) - closed) / DOCUMENTS);
		closeAll();
	}
	const { data } = readStored(world.universe.cloud.inspect("Players", "d1"));
	return { sessionKb: taken.sort()[math.floor(ROUNDS / 2)], copyKb: copyKbOf(native, data) };
}
