import { CoinHost, CoinSession, DataWorld, OpenAnswer, setCoins } from "./data-world";

// What was on its way when its sender died arrives within this.
const ARRIVAL_SECONDS = 2;
const SETTLE_SECONDS = 2;
const LINGER_SECONDS = 0.2;
const POINTS_MAX = 400;

/** What the documents of these stories have at last; they were saved with 1 before. */
export const NEWEST = 2;

/** One run of a protocol up to the death of a server in the middle of it. */
export interface Story {
	readonly world: DataWorld;
	/** Whose threads stop. */
	readonly victim: CoinHost;
	/** The protocol begins. */
	readonly begin: () => void;
	/** It has ended. */
	readonly isOver: () => boolean;
	/** What a document may be afterwards, as things are when the server dies. */
	readonly allowed: (key: string) => ReadonlyArray<number>;
	/** What the protocol is about has happened in the cloud; if not given, that is so when the newest commit is found. */
	readonly isCommitted?: () => boolean;
	/** Default: `k` alone. */
	readonly keys?: ReadonlyArray<string>;
	/** The open of whoever waits for the document already; a server that comes afterwards if there is nobody. */
	readonly waiting?: () => Heir;
}

interface Heir {
	readonly heir: CoinHost;
	readonly answer: OpenAnswer;
}

/** What came of all the deaths in one protocol. */
export interface Deaths {
	/** At how many different points. */
	points: number;
	/** Of them, how many before and after what the protocol is about had happened. */
	before: number;
	after: number;
	/** Seconds that the slowest open afterwards took. */
	slowest: number;
	/** What was not as it has to be, and at which point. */
	readonly troubles: Array<string>;
}

/** Lets the victim die where the protocol begins, then after one resumption more each time, until it is over before that. */
export function dieEverywhere(tell: () => Story): Deaths {
	const deaths: Deaths = { points: 0, before: 0, after: 0, slowest: 0, troubles: [] };
	for (let count = 0; count <= POINTS_MAX; count += 1) {
		const story = tell();
		const { world, victim, begin, isOver, isCommitted, allowed, keys = ["k"] } = story;
		if (count > 0) victim.server.crashAfterResumptions(count);
		begin();
		if (count === 0) victim.server.crash();
		world.runUntil(() => victim.server.state === "crashed" || isOver(), 200, 0.02);
		if (victim.server.state !== "crashed") return deaths;
		deaths.points += 1;
		const allowedFor = keys.map((key) => allowed(key));
		world.run(ARRIVAL_SECONDS);
		const wasCommitted = isCommitted?.();
		let newest = 0;
		keys.forEach((key, index) => {
			const heir = story.waiting?.() ?? comeAfterwards(world, key);
			const found = inherit(world, heir, key);
			newest = math.max(newest, found.coins);
			deaths.slowest = math.max(deaths.slowest, heir.answer.seconds ?? math.huge);
			const trouble = found.trouble ?? (allowedFor[index].includes(found.coins) ? undefined : `found ${found.coins}`);
			if (trouble !== undefined) deaths.troubles.push(`after ${count} resumptions, ${key}: ${trouble}`);
		});
		if (world.problems() !== "") deaths.troubles.push(`after ${count} resumptions: ${world.problems()}`);
		if (wasCommitted ?? newest === NEWEST) deaths.after += 1;
		else deaths.before += 1;
	}
	return error(`the protocol was not over after ${POINTS_MAX} resumptions`) as never;
}

function comeAfterwards(world: DataWorld, key: string): Heir {
	const heir = world.boot();
	return { heir, answer: heir.open(key) };
}

/** Another server opens the document, and can go on with it. */
function inherit(
	world: DataWorld,
	{ heir, answer }: Heir,
	key: string,
): { readonly coins: number; readonly trouble?: string } {
	world.runUntil(() => answer.seconds !== undefined, 200);
	const session = answer.session;
	if (session === undefined) return { coins: -1, trouble: `not opened: ${answer.kind ?? "pending"}` };
	const { coins, gems } = session.data;
	if (coins !== gems) return { coins, trouble: `a mixture of ${coins} and ${gems}` };
	setCoins(session, 50);
	const saved = heir.ask(() => session.save());
	world.run(SETTLE_SECONDS);
	const wentOn = saved.result?.ok === true && world.stored(key)!.data!.coins === 50;
	return wentOn ? { coins } : { coins, trouble: "the next session could not save" };
}

/** A document that was saved with 1, open on a server. */
export function openSaved(world: DataWorld, host: CoinHost, key = "k"): CoinSession {
	const session = world.opened(host, key);
	setCoins(session, 1);
	host.inside(() => session.save().expect());
	world.run(SETTLE_SECONDS);
	return session;
}

/** A server dies with changes that are in its journal and nowhere else. */
export function leaveJournal(world: DataWorld, host: CoinHost, keys: ReadonlyArray<string>): void {
	const sessions = keys.map((key) => openSaved(world, host, key));
	for (const session of sessions) setCoins(session, NEWEST);
	const answers = sessions.map((session) => host.ask(() => session.journaled()));
	world.run(4);
	for (const { result } of answers) {
		if (result?.ok !== true || result.value.by !== "journal") error("nothing is in the journal");
	}
	host.server.crash();
}

/** A call whose success is a promise: whether it was given, and when the protocol is over. */
export function reporting(world: DataWorld, host: CoinHost, call: () => Promise<{ readonly ok: boolean }>) {
	let reported = false;
	let overAt = math.huge;
	return {
		begin: () =>
			host.inside(() => {
				reported = call().expect().ok;
				// The server may die with the promise just given, too.
				overAt = world.universe.scheduler.now + LINGER_SECONDS;
			}),
		isOver: () => world.universe.scheduler.now >= overAt,
		isReported: () => reported,
	};
}
