import type { SeededRandom } from "../../src/testing";
import type { Checker, SweepData } from "./checkers/checker";
import type { SweepServer, SweepSession } from "./sweep-server";

/** What a visit needs of its world. */
export interface VisitWorld {
	readonly random: SeededRandom;
	readonly checkers: ReadonlyArray<Checker>;
	readonly tally: SweepTally;
	now(): number;
	/** Any other document. */
	pickOther(key: string): string;
	/** A gift is in its receiver's inbox. */
	noteGift(key: string, id: string, mark: string): void;
	/** For a replay. */
	show(key: string, text: () => string): void;
	/** It is open. */
	noteVisit(visit: SweepVisit): void;
	/** Calls back after so many virtual seconds. */
	later(seconds: number, action: () => void): void;
}

/** What a sweep counts. */
export interface SweepTally {
	commits: number;
	opens: number;
	opensRefused: number;
	savesReported: number;
	savesFailed: number;
	journaledReported: number;
	purchases: number;
	/** Trades that were committed, of which so many were with a document wherever it was. */
	trades: number;
	tradesAcross: number;
	tradesAborted: number;
	/** Pairs of documents that were looked at. */
	peeks: number;
	transfers: number;
	gifts: number;
}

/** One document on one server, from its opening to its end: commits, and asks for promises. */
export class SweepVisit {
	session?: SweepSession;
	over = false;
	private count = 0;
	/** A transaction that came to nothing has taken some of the commits that were counted with it (seed 82472). */
	private takenBack = false;

	constructor(
		private readonly world: VisitWorld,
		readonly host: SweepServer,
		readonly key: string,
		private readonly userId: number | undefined,
	) {}

	begin(): void {
		const { world, host, key, userId } = this;
		const began = world.now();
		const frozenBefore = host.frozenSeconds - math.max(0, host.server.realm.frozenUntil - began);
		world.show(key, () => `${host.server.name} opens`);
		host.inside(() => {
			const player = userId !== undefined ? { UserId: userId } : undefined;
			const opened = host.manager.open(host.collection, key, { player }).expect();
			const span = world.now() - began;
			const wait = { seconds: span - (host.frozenSeconds - frozenBefore), span, server: host.server.name };
			if (!opened.ok) {
				this.over = true;
				world.show(key, () => `${host.server.name} open refused: ${opened.error.kind}`);
				world.tally.opensRefused += 1;
				for (const checker of world.checkers) checker.refused?.(key, opened.error.kind, wait);
				return;
			}
			this.session = opened.value;
			world.noteVisit(this);
			opened.value.decided.subscribe((rolledBack) => {
				this.takenBack ||= rolledBack;
			});
			world.tally.opens += 1;
			const { opening, id, revision } = opened.value;
			world.show(key, () => `${host.server.name} opened r${revision}, epoch ${id.epoch}, from ${opening.source}`);
			for (const checker of world.checkers) checker.opened?.(key, opened.value.data as SweepData, wait);
			this.act();
		});
	}

	private act(): void {
		const { world, host } = this;
		const session = this.session!;
		if (this.over || !host.isRunning() || session.getState() !== "open") {
			this.over = true;
			return;
		}
		host.inside(() => {
			this.commit(session);
			if (world.random.chance(0.15)) this.save(session);
			if (world.random.chance(0.25)) this.journal(session);
			if (world.random.chance(0.1)) this.transfer(session);
			if (world.random.chance(0.05)) this.send(session);
		});
		world.later(0.3 + world.random.nextNumber() * 8, () => this.act());
	}

	private commit(session: SweepSession): void {
		const field = `e${session.id.epoch}`;
		const result = session.update((draft) => {
			draft.seen[field] = (draft.seen[field] ?? 0) + 1;
			draft.total += 1;
		});
		if (!result.ok) return;
		this.count += 1;
		this.world.tally.commits += 1;
	}

	private save(session: SweepSession): void {
		const { world, count } = this;
		const saved = session.save().expect();
		if (saved.ok) {
			world.tally.savesReported += 1;
			this.promise(session, count, "save");
		} else if (saved.error.kind === "cloud") {
			world.tally.savesFailed += 1;
		}
	}

	private journal(session: SweepSession): void {
		const { world, count } = this;
		const journaled = session.journaled().expect();
		if (!journaled.ok) return;
		world.tally.journaledReported += 1;
		this.promise(session, count, journaled.value.by);
	}

	/** Gives coins, or an item, to anybody: they arrive, or come back when their time is over. */
	private transfer(session: SweepSession): void {
		const { world, host } = this;
		const { random } = world;
		const to = { collection: host.collection, key: world.pickOther(this.key) };
		const options = { expirySeconds: random.pick([20, 60, 600_000]) };
		const amount = random.nextInteger(1, 20);
		const [item] = next(session.data.items);
		const gives = item !== undefined && random.chance(0.4);
		world.show(this.key, () => `gives ${gives ? item : amount} to ${to.key}`);
		const given = gives
			? host.manager.transfer(session, { path: ["items"], item: item as string }, to, options).expect()
			: host.manager.transfer(session, { path: ["coins"], amount }, to, options).expect();
		if (given.ok) world.tally.transfers += 1;
	}

	private send({ key, id: { epoch } }: SweepSession): void {
		const { world, host } = this;
		const to = world.pickOther(key);
		world.tally.gifts += 1;
		const mark = `gift ${world.tally.gifts} of ${key} in ${epoch}`;
		const sent = host.manager.send(host.collection, to, host.gift, { mark }).expect();
		if (sent.ok) world.noteGift(to, sent.value.id, mark);
	}

	private promise(session: SweepSession, count: number, by: "save" | "journal"): void {
		if (this.takenBack) return;
		const { epoch, owner } = session.id;
		this.world.show(this.key, () => `${by} of ${count} commits of epoch ${epoch}, r${session.revision}`);
		for (const checker of this.world.checkers) checker.promised?.({ key: this.key, epoch, count, by, owner });
	}
}
