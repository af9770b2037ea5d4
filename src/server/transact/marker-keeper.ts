import { Rounds } from "../../shared/rounds";
import type { ClockPort } from "../cloud/ports";
import { DocumentName } from "../store/document-name";
import { MarkedGroup, MarkerBook } from "./marker-book";
import { DecidedGroups, decisionsIn } from "./markers";
import { Resolver } from "./resolver";

/** What a keeper sees of an open document. */
export interface MarkedSession {
	/** Saves if there is something to save. */
	autosave(): void;
	/** Writes in any case. */
	touch(): void;
	isDirty(): boolean;
}

/** What a keeper works with. */
export interface MarkerKeeperParts {
	readonly clock: ClockPort;
	readonly book: MarkerBook;
	readonly resolver: Resolver;
	/** The session of a document that is open here, and takes writes. */
	readonly find: (name: DocumentName) => MarkedSession | undefined;
	/** How often open documents are saved: markers wait for writes that are made anyway. */
	readonly intervalSeconds: () => number;
}

const LOOK_SECONDS = 5;
// The primary may have been saved a moment before the last member was: then the decision goes with the save after that.
const INTERVALS_OF_DECISION = 2;
// Others may have to open a document first: asked less and less often, down to this.
const ASK_FIRST_SECONDS = 5;
const ASK_SECONDS_MAX = 90;

/**
 * Sees to it that no marker of a transaction stays: most go with writes that are made anyway, and the keeper makes one for
 * those that have waited too long, or whose documents are not open here any more.
 */
export class MarkerKeeper {
	private readonly rounds = new Rounds(
		() => LOOK_SECONDS,
		() => this.look(),
	);
	private readonly asks = new Map<string, { at: number; pause: number }>();

	constructor(private readonly parts: MarkerKeeperParts) {}

	start(): void {
		this.rounds.start();
	}

	stop(): void {
		this.rounds.stop();
	}

	/** A document was opened whose record has decisions of transactions that are over. */
	adopt(primary: DocumentName, decided: DecidedGroups | undefined): void {
		for (const [group, { state, members, decider }] of decisionsIn({ decided })) {
			this.parts.book.add(
				{ group, state, primary, members, decider },
				members.map((name) => ({ name })),
			);
		}
	}

	/** Goes through what is left of all groups, once. Yields. */
	look(): void {
		for (const group of this.parts.book.all()) {
			if (group.dirty.isEmpty()) this.forget(group);
			else this.cleanMembers(group);
		}
		for (const [group] of [...this.asks]) if (!this.parts.book.has(group)) this.asks.delete(group);
	}

	/** The same without waiting for writes that would be made anyway: at shutdown. Yields. */
	finish(): void {
		for (const group of this.parts.book.all()) {
			if (group.dirty.isEmpty() && this.parts.find(group.primary) === undefined) this.forget(group);
		}
	}

	private forget(group: MarkedGroup): void {
		const { book, resolver, find } = this.parts;
		const session = find(group.primary);
		if (session !== undefined) {
			if (this.isOverdue(group, INTERVALS_OF_DECISION)) session.touch();
			return;
		}
		if (!this.mayAsk(group.group)) return;
		const forgotten = resolver.forget(group.group, group.primary);
		if (!forgotten.ok || !forgotten.value) return;
		book.forget(group.group);
	}

	private cleanMembers(group: MarkedGroup): void {
		const { book, resolver, find } = this.parts;
		const elsewhere = new Array<DocumentName>();
		for (const [, { name, to }] of group.dirty) {
			const session = find(name);
			if (session === undefined || to === undefined) elsewhere.push(name);
			else if (this.isOverdue(group, 1)) {
				if (session.isDirty()) session.autosave();
				else session.touch();
			}
		}
		if (elsewhere.isEmpty() || !this.mayAsk(group.group)) return;
		for (const name of elsewhere) {
			const clean = resolver.isClean(group.group, name);
			if (clean.ok && clean.value) book.clean(group.group, name);
			// Nobody has it open perhaps, and nobody ever will.
			else if (clean.ok) resolver.settle(name, "backup");
		}
	}

	private isOverdue({ since }: MarkedGroup, intervals: number): boolean {
		return this.parts.clock.now() - since >= intervals * this.parts.intervalSeconds();
	}

	private mayAsk(group: string): boolean {
		const now = this.parts.clock.now();
		const ask = this.asks.get(group) ?? { at: now + ASK_FIRST_SECONDS - LOOK_SECONDS, pause: ASK_FIRST_SECONDS };
		this.asks.set(group, ask);
		if (now < ask.at) return false;
		ask.pause = math.min(ask.pause * 2, ASK_SECONDS_MAX);
		ask.at = now + ask.pause;
		return true;
	}
}
