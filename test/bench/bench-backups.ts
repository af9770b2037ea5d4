import type { BackupPolicy } from "../../src/server";
import type { PlaceNode } from "../headless/host/control-api";
import type { Native } from "../headless/host/native";
import { createSampleDocument } from "./sample-document";
import { BenchWorld } from "./sessions/bench-world";
import { RequestMeter } from "./sessions/request-meter";

const PLAYERS = 5;
const COMMIT_SECONDS = 10;
const BOOK_PREFIX = "~b/";

const POLICIES: ReadonlyArray<readonly [name: string, policy: BackupPolicy | "default"]> = [
	["off", "off"],
	["every 3600 s", { every: 3600 }],
	["every 1800 s", { every: 1800 }],
	["default (every 300 s)", "default"],
	["every save", "everySave"],
];

/** What one player's hour, with its join and its leave, asked of the DataStore. */
interface BackupCosts {
	readonly updates: number;
	readonly reads: number;
	readonly writes: number;
	/** Of backups alone. */
	readonly bytes: number;
}

function measure(native: Native, place: PlaceNode, backups: BackupPolicy | "default"): BackupCosts {
	const world = new BenchWorld(native, place, {
		library: "Holdfast",
		seed: 11,
		rhythm: COMMIT_SECONDS,
		template: () => createSampleDocument(),
		act: (session, now) => session.changeItem(75, now),
		checked: true,
		backups,
	});
	const meter = new RequestMeter(world.universe);
	let bytes = 0;
	world.universe.cloud.observe((write) => {
		const isBook = write.key.sub(1, BOOK_PREFIX.size()) === BOOK_PREFIX;
		if (isBook) bytes += native.jsonEncode(write.value as never).size();
	});
	const server = world.startServer();
	world.runFor(30);
	const before = meter.now();
	const clients = new Array<ReturnType<BenchWorld["join"]>>();
	for (let index = 1; index <= PLAYERS; index += 1) clients.push(world.join(server, index));
	world.runFor(3600);
	for (const client of clients) server.leave(client);
	world.runFor(60);
	const { calls, reads, writes } = meter.since(before);
	return {
		updates: calls / PLAYERS,
		reads: reads / PLAYERS,
		writes: writes / PLAYERS,
		bytes: bytes / PLAYERS,
	};
}

/** What the policies of automatic backups add to an hour of a player who changes their document all the time. */
export function benchBackups(native: Native, place: PlaceNode): Record<string, number> {
	const figures: Record<string, number> = {};
	native.writeLine(
		`  backups: added to one player-hour with its join and leave, a commit every ${COMMIT_SECONDS} s, a document of 10 KB`,
	);
	native.writeLine("    %-36s %9s %9s %9s %9s".format("", "updates", "reads", "writes", "KB"));
	let base: BackupCosts | undefined;
	for (const [name, policy] of POLICIES) {
		const costs = measure(native, place, policy);
		base ??= costs;
		const [updates, reads, writes] = [
			costs.updates - base.updates,
			costs.reads - base.reads,
			costs.writes - base.writes,
		];
		const kilobytes = costs.bytes / 1024;
		native.writeLine("    %-36s %9.2f %9.2f %9.2f %9.1f".format(name, updates, reads, writes, kilobytes));
		figures[`backups ${name}: updates`] = updates;
		figures[`backups ${name}: reads`] = reads;
		figures[`backups ${name}: writes`] = writes;
		figures[`backups ${name}: KB`] = math.round(kilobytes * 10) / 10;
	}
	return figures;
}
