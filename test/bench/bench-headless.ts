import * as threads from "../headless/engine/threads";
import type { PlaceNode } from "../headless/host/control-api";
import type { Native } from "../headless/host/native";
import { Scheduler } from "../headless/scheduler/scheduler";
import type { Client } from "../headless/universe/client";
import { Universe } from "../headless/universe/universe";

export interface HeadlessFigures {
	readonly eventsPerSecond: number;
	readonly virtualHourSeconds: number;
	readonly peakMemoryMb: number;
	/** Least memory of the last 20 minutes by that of minutes 6 to 25: 1 if nothing grows. */
	readonly memoryGrowth: number;
	readonly commits: number;
}

const SERVERS = 4;
const PLAYERS_PER_SERVER = 25;
const PRESS_SECONDS = 10;
const TIMERS = 2000;
const EVENTS = 2_000_000;

/** Timers that start themselves again, as many at a time as a busy universe has. */
function measureEvents(native: Native): number {
	const scheduler = new Scheduler();
	let left = EVENTS;
	const start = (period: number) => {
		const tick = () => {
			left -= 1;
			if (left > 0) scheduler.after(period, undefined, tick);
		};
		scheduler.after(period, undefined, tick);
	};
	for (let index = 0; index < TIMERS; index += 1) start(0.5 + (index % 977) / 977);
	const began = native.realClock();
	while (scheduler.nextTime() !== undefined && left > 0) scheduler.step();
	return scheduler.executed / (native.realClock() - began);
}

/** Presses the quick-start game's button every ten seconds, as long as the player is there. */
function keepPressing(client: Client): void {
	const press = () => {
		const button = client.localPlayer().findChild("PlayerScripts")?.findChild("buttons")?.findChild("mine");
		button?.signal("Event").firePacked(threads.pack());
		client.realm.schedule(client.realm.scheduler.now + PRESS_SECONDS, press);
	};
	client.realm.schedule(client.realm.scheduler.now + PRESS_SECONDS, press);
}

/** One virtual hour of the quick-start game: 4 servers, 25 players each, a commit every 10 s each, with saves. */
function measureHour(native: Native, place: PlaceNode): Omit<HeadlessFigures, "eventsPerSecond"> {
	const universe = new Universe(native, { seed: 1 });
	for (let index = 0; index < SERVERS; index += 1) universe.startServer(place).runScripts();
	universe.runFor(1);
	const clients = new Array<Client>();
	universe.servers.forEach((server, serverIndex) => {
		for (let index = 0; index < PLAYERS_PER_SERVER; index += 1) {
			const userId = 1000 * (serverIndex + 1) + index;
			clients.push(server.join({ name: `P${userId}`, userId }));
		}
	});
	for (const client of clients) keepPressing(client);
	const began = native.realClock();
	const memory = new Array<number>();
	for (let minute = 1; minute <= 60; minute += 1) {
		universe.runFor(60);
		memory.push(native.memoryKb() / 1024);
	}
	const seconds = native.realClock() - began;
	// The least within a while is what the collector could not free.
	const least = (from: number, to: number) => {
		let value = math.huge;
		for (const index of $range(from, to)) value = math.min(value, memory[index]);
		return value;
	};
	if (!universe.errors.isEmpty()) error(`a script failed: ${universe.errors[0].text}`);
	const commits = clients.reduce((sum, client) => {
		const answered = client.localPlayer().attributes.get("Answered");
		return sum + ((answered as number | undefined) ?? 0);
	}, 0);
	return {
		virtualHourSeconds: seconds,
		peakMemoryMb: memory.reduce((most, value) => math.max(most, value), 0),
		memoryGrowth: least(40, 59) / least(5, 24),
		commits,
	};
}

export function benchHeadless(native: Native, place: PlaceNode): HeadlessFigures {
	return { eventsPerSecond: measureEvents(native), ...measureHour(native, place) };
}
