import { fail, Result, succeed } from "../../shared/result";
import { nextBackoff } from "../cloud/backoff";
import type { StoreFailure } from "../cloud/ports";
import type { Priority } from "../cloud/request-scheduler";
import { readOnce, StoreAccess, updateOnce } from "../cloud/store-access";
import { DocumentName } from "../store/document-name";
import { isRecord } from "../store/record";
import { MarkerBook } from "./marker-book";
import { Decided, isPart, isUndecided, Prepared, preparedIn, Resolutions, withResolved } from "./markers";
import { forgetTransform, resolveTransform } from "./resolve-transform";

/** What a resolver works with. */
export interface ResolverParts extends StoreAccess {
	readonly book: MarkerBook;
}

// Somebody may be mending it.
const REFUSALS_MAX = 6;

/** What is asked about a transaction. */
export type Question = Pick<Prepared, "primary" | "members" | "decider">;

/**
 * The one way to learn what became of a transaction whose decision is not known: its primary's record says it, and where it
 * does not, it is decided by asking. Everything here yields.
 */
export class Resolver {
	constructor(private readonly parts: ResolverParts) {}

	/** One unlocked UpdateAsync on the primary. */
	ask(group: string, question: Question, priority: Priority): Result<Decided, StoreFailure> {
		const { collection, key } = question.primary;
		let state: Decided | undefined;
		const asked = updateOnce(this.parts, question.primary, priority, (stored, userIds) => {
			const step = resolveTransform(stored, group, question, this.parts.cloud.clock.unixSeconds());
			state = step.state;
			return step.value !== undefined ? { value: step.value, userIds } : undefined;
		});
		if (!asked.ok) return asked;
		if (state !== undefined) return succeed(state);
		return fail({
			message: `The record of ${collection}/${key}, which has the decision, cannot be read.`,
			retryable: false,
		});
	}

	/**
	 * The same, until there is an answer: a session that is no more cannot know whether its last write was applied (traces.md
	 * 6). Nil where there is none to be had from here, since the primary's record cannot be read.
	 */
	askUntilKnown(
		group: string,
		question: Question,
		priority: Priority,
		known?: () => Decided | undefined,
	): Decided | undefined {
		let refusals = 0;
		for (let tries = 1; ; tries += 1) {
			const answer = this.ask(group, question, priority);
			const told = known?.();
			if (told !== undefined) return told;
			if (answer.ok) return answer.value;
			if (!answer.error.retryable) refusals += 1;
			if (refusals >= REFUSALS_MAX) return undefined;
			task.wait(nextBackoff(tries, () => math.random()));
		}
	}

	/** What became of every transaction that a record has a part of. */
	resolutionsFor(record: { readonly prepared?: unknown }, priority: Priority): Result<Resolutions, StoreFailure> {
		const known = new Map<string, Decided>();
		for (const [group, part] of preparedIn(record)) {
			if (!isPart(part)) return fail({ message: "A part of a transaction cannot be read.", retryable: false });
			const answer = this.ask(group, part, priority);
			if (!answer.ok) return answer;
			known.set(group, answer.value);
		}
		return succeed(known);
	}

	/** Applies or drops what is in the record of a document that nobody has open. True: nothing is left in it. */
	settle(name: DocumentName, priority: Priority): Result<boolean, StoreFailure> {
		const read = readOnce(this.parts, name, priority);
		if (!read.ok) return read;
		const record = read.value;
		if (!isRecord(record) || !isUndecided(record)) return succeed(true);
		if (record.lock !== undefined) return succeed(false);
		const known = this.resolutionsFor(record, priority);
		if (!known.ok) return known;
		let settled = false;
		const written = updateOnce(this.parts, name, priority, (stored, userIds) => {
			settled = !isRecord(stored) || !isUndecided(stored);
			if (settled || !isRecord(stored) || stored.lock !== undefined) return undefined;
			const value = withResolved(stored, known.value);
			settled = value !== undefined;
			return value !== undefined ? { value, userIds } : undefined;
		});
		if (!written.ok) return written;
		if (settled) this.note(name, preparedIn(record), known.value);
		return succeed(settled);
	}

	/** A document's record has been freed of these parts: their decisions may go when no other member has its part. */
	note(name: DocumentName, parts: ReadonlyArray<[group: string, part: Prepared]>, known: Resolutions): void {
		for (const [group, { primary, members, decider }] of parts) {
			const state = known.get(group);
			if (state === undefined) continue;
			this.parts.book.add(
				{ group, state, primary, members, decider },
				members.map((member) => ({ name: member })),
			);
			this.parts.book.clean(group, name);
		}
	}

	/** Whether a member's record has no part of it any more; reads past the cache. */
	isClean(group: string, name: DocumentName): Result<boolean, StoreFailure> {
		const read = readOnce(this.parts, name, "backup");
		if (!read.ok) return read;
		const record = (read.value as { prepared?: unknown } | undefined) ?? {};
		return succeed(!preparedIn(record).some(([other]) => other === group));
	}

	/** Takes a decision out of the record of a document that is not open here. */
	forget(group: string, name: DocumentName): Result<boolean, StoreFailure> {
		let gone = false;
		const written = updateOnce(this.parts, name, "backup", (stored, userIds) => {
			const value = forgetTransform(stored, group);
			gone = value !== undefined || !isRecord(stored) || stored.decided?.[group] === undefined;
			return value !== undefined ? { value, userIds } : undefined;
		});
		return written.ok ? succeed(gone) : written;
	}
}
