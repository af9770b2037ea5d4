/** Joining and leaving: how often a player came, and how long they have played in all. */
import { Infer, s } from "@rbxts/holdfast";
import { Collection, DataManager, defineCollection, Session } from "@rbxts/holdfast/out/server";
import { Players } from "@rbxts/services";

import { check, valueOf, waitUntil } from "../check";

const VISITOR = s.object({
	visits: s.integer({ min: 0 }).default(0),
	seconds: s.number({ min: 0 }).default(0),
});

type Visitor = Infer<typeof VISITOR>;

// What a crash of the server may cost a player.
const SETTLE_SECONDS = 60;

function keyOf(player: Player): string {
	return `player_${player.UserId}`;
}

/** Counts the time of players who are here. */
class Clockwork {
	readonly visitors: Collection<Visitor>;
	private readonly countedUntil = new Map<string, number>();

	constructor(private readonly manager: DataManager) {
		// The last moment for changes, however the session comes to its end.
		const beforeClose = (session: Session<Visitor>) => this.settle(session);
		this.visitors = defineCollection({ name: "Visitors", schema: VISITOR, beforeClose });
	}

	welcome(player: Player): void {
		const opened = this.manager.open(this.visitors, keyOf(player), { player }).expect();
		if (!opened.ok) {
			// Who left or met a closing server needs no message.
			if (opened.error.kind !== "playerLeft" && opened.error.kind !== "shuttingDown") {
				player.Kick(`Your data could not be loaded (${opened.error.kind}). Please join again in a minute.`);
			}
			return;
		}
		const session = opened.value;
		this.countedUntil.set(session.key, os.clock());
		session.increment(["visits"], 1);
		session.ended.subscribe(() => this.countedUntil.delete(session.key));
		task.spawn(() => {
			while (session.getState() === "open") {
				task.wait(SETTLE_SECONDS);
				this.settle(session);
			}
		});
	}

	/** Adds what has passed since the last time to the document. */
	private settle(session: Session<Visitor>): void {
		const now = os.clock();
		const since = this.countedUntil.get(session.key);
		if (since === undefined) return;
		// A change is refused once the session is over: then what was counted stays as it was.
		if (session.increment(["seconds"], now - since).ok) this.countedUntil.set(session.key, now);
	}
}

export function playtime(manager: DataManager): string {
	const clockwork = new Clockwork(manager);
	const { visitors } = clockwork;
	Players.PlayerAdded.Connect((player) => clockwork.welcome(player));
	for (const player of Players.GetPlayers()) task.spawn(() => clockwork.welcome(player));

	// A player comes, stays for five seconds, and goes.
	const player = Players.GetPlayers()[0] ?? Players.PlayerAdded.Wait()[0];
	const key = keyOf(player);
	waitUntil(() => manager.get(visitors, key) !== undefined, "the document of a player who joined is open");
	task.wait(5);
	player.Kick("See you soon!");
	waitUntil(() => manager.get(visitors, key) === undefined, "the document of a player who left is closed");

	// Reading takes no lock, so the player may be anywhere by now.
	let stored = valueOf(manager.peek(visitors, key).expect());
	waitUntil(() => {
		stored = valueOf(manager.peek(visitors, key).expect());
		return stored !== undefined && stored.owner === undefined;
	}, "the document is given free");
	const { visits, seconds } = stored!.data;
	check(visits === 1, "the visit was counted once");
	check(seconds >= 5 && seconds < 30, "the time of the visit was saved when the player left");
	return `${visits} visit, ${math.floor(seconds)} seconds played`;
}
