import type { FaultPlan } from "../../../src/testing";
import type { PlayerProfile } from "../../headless/host/control-api";
import { Peer, PeerGame, Sighting } from "./peer-game";

const PLAYERS = 6;
const MINUTES = 4;
const PLAY_SECONDS = [3, 8] as const;
const AWAY_SECONDS = [0.2, 3] as const;
// Whoever could not get in tries again later.
const REFUSED_AWAY_SECONDS = 60;

/** A player's data came back older than what they had seen before they left. */
export interface Loss {
	readonly player: string;
	readonly seen: number;
	readonly loaded: number;
}

/** What came of players who return at once to the server that they have just left. */
export interface RejoiningReport {
	readonly seed: number;
	/** How often a player's data was opened. */
	readonly loads: number;
	readonly losses: ReadonlyArray<Loss>;
	/** How often a player was not let in, although nobody else had their data open. */
	readonly refusals: number;
	/** Players who were not let in and still are not at the end. */
	readonly lockedOut: ReadonlyArray<string>;
	/** Requests that met a fault. */
	readonly faults: number;
	/** Errors that killed a thread. */
	readonly problems: string;
}

/** Lets six players come and go on one server for four minutes. The seed says when, and what goes wrong. */
export function playRejoining(peer: Peer, seed: number, faults?: FaultPlan): RejoiningReport {
	const played = new PeerGame(peer, seed, faults);
	const random = new Random(seed);
	const seen = new Map<string, number>();
	const outside = new Set<string>();
	const losses = new Array<Loss>();
	let [loads, refusals] = [0, 0];

	const comeBack = (profile: PlayerProfile, playSeconds: number, awaySeconds: number) => {
		const now = played.peer.universe.scheduler.now;
		played.at(now + playSeconds, () => played.leave(profile));
		played.at(now + playSeconds + awaySeconds, () => played.join(profile));
	};
	const between = ([min, max]: readonly [number, number]) => random.NextNumber(min, max);
	const profiles = new Map<string, PlayerProfile>();

	played.onSighting = ({ what, player, coins }: Sighting) => {
		const profile = profiles.get(player)!;
		if (what === "refused") {
			refusals += 1;
			outside.add(player);
			comeBack(profile, 1, REFUSED_AWAY_SECONDS);
			return;
		}
		if (what === "loaded") {
			loads += 1;
			outside.delete(player);
			const before = seen.get(player) ?? 0;
			if (coins < before) losses.push({ player, seen: before, loaded: coins });
			comeBack(profile, between(PLAY_SECONDS), between(AWAY_SECONDS));
		}
		seen.set(player, coins);
	};
	for (let index = 1; index <= PLAYERS; index += 1) {
		const profile = { name: `Player${index}`, userId: index };
		profiles.set(profile.name, profile);
		played.at(index * 0.3, () => played.join(profile));
	}
	played.peer.universe.runFor(MINUTES * 60);
	const universe = played.peer.universe;
	let faultCount = 0;
	// That clocks differ is no fault of the cloud.
	for (const [name, count] of pairs(universe.cloud.faults.counts)) {
		if (name.find("Service")[0] !== undefined) faultCount += count;
	}
	return {
		seed,
		loads,
		losses,
		refusals,
		lockedOut: [...outside],
		faults: faultCount,
		problems: played.peer.problems(),
	};
}
