import type { PlaceNode } from "../headless/host/control-api";
import type { Native } from "../headless/host/native";
import { createSampleDocument } from "./sample-document";
import { BenchWorld, WorldOptions } from "./sessions/bench-world";
import { LibraryName } from "./sessions/libraries";
import { RequestMeter, Requests } from "./sessions/request-meter";

export const HOUR_PLAYERS = 20;
export const HOUR_COMMIT_SECONDS = 10;

export type HourKind = "idle" | "active" | "list" | "backups";

/** What one player costs: of DataStore requests, per open, per hour of play and per leave. */
export interface HourFigures {
	readonly opening: Requests;
	readonly playing: Requests;
	readonly leaving: Requests;
	readonly unitsPerServerMinute: number;
	/** Share of the experience's request units, and of its memory, at most. */
	readonly unitsShare: number;
	readonly journalShareMost: number;
	readonly memoryShareMost: number;
}

function perPlayer({ reads, writes, units, calls }: Requests): Requests {
	const share = (count: number) => count / HOUR_PLAYERS;
	return { reads: share(reads), writes: share(writes), units: share(units), calls: share(calls) };
}

const KINDS: Record<HourKind, Partial<WorldOptions>> = {
	idle: {},
	active: { rhythm: HOUR_COMMIT_SECONDS },
	backups: { rhythm: HOUR_COMMIT_SECONDS, backups: "default" },
	list: {
		rhythm: HOUR_COMMIT_SECONDS,
		template: () => createSampleDocument(),
		act: (session, now) => session.changeItem(75, now),
	},
};

/** Twenty players on one server: they join, play for an hour, and leave. */
export function benchHour(native: Native, place: PlaceNode, library: LibraryName, kind: HourKind): HourFigures {
	const world = new BenchWorld(native, place, { library, seed: 11, ...KINDS[kind] });
	const { cloud } = world.universe;
	const meter = new RequestMeter(world.universe);
	let [journalMost, memoryMost] = [0, 0];
	const look = () => {
		let journal = 0;
		for (const item of cloud.memory.items()) {
			const [isPage] = item.structure.place.name.find("/pages$");
			if (isPage !== undefined) journal += item.size;
		}
		const limit = cloud.memory.quota.limit();
		journalMost = math.max(journalMost, journal / limit);
		memoryMost = math.max(memoryMost, cloud.memory.quota.used / limit);
		world.universe.scheduler.after(2.5, undefined, look);
	};
	const server = world.startServer();
	world.runFor(30);
	look();
	const before = meter.now();
	const clients = new Array<ReturnType<BenchWorld["join"]>>();
	for (let index = 1; index <= HOUR_PLAYERS; index += 1) clients.push(world.join(server, index));
	world.runUntil(() => world.opens.size() === HOUR_PLAYERS, 60);
	const opening = meter.since(before);
	const played = meter.now();
	world.runFor(3600);
	const playing = meter.since(played);
	const left = meter.now();
	for (const client of clients) server.leave(client);
	world.runFor(20);
	const unitsPerServerMinute = playing.units / 60;
	return {
		opening: perPlayer(opening),
		playing: perPlayer(playing),
		leaving: perPlayer(meter.since(left)),
		unitsPerServerMinute,
		unitsShare: unitsPerServerMinute / (1000 + 120 * HOUR_PLAYERS),
		journalShareMost: journalMost,
		memoryShareMost: memoryMost,
	};
}
