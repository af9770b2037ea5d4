import { HoldfastError, holdfastError } from "../../shared/errors";
import { nextBackoff } from "../cloud/backoff";
import type { DocumentName } from "../store/document-name";
import { DirtyMember, MarkerBook } from "./marker-book";
import { Decided } from "./markers";
import { PartPlace, Party, StepResult } from "./party";
import { Resolver } from "./resolver";

/** What a group save works with. */
export interface GroupSaveParts {
	readonly resolver: Resolver;
	readonly book: MarkerBook;
}

/** How it ended: the reason is why it could not be committed. */
export interface GroupEnd {
	readonly state: Decided;
	readonly reason?: HoldfastError<"sessionLost" | "sessionClosed" | "cloud">;
}

/** What every part of a transaction says of the others. */
export function placeOf({ name, id: { owner, epoch, nonce } }: Party, members: ReadonlyArray<DocumentName>): PartPlace {
	return { primary: name, members, decider: { owner, epoch, nonce } };
}

type Trouble = NonNullable<GroupEnd["reason"]>;

/**
 * Saves what one transaction has made of several documents, together: each member's record takes its part beside its old
 * data, all at once; then one write on the primary brings its new data and the decision. Two writes for two documents.
 */
export class GroupSave {
	private readonly primary: Party;
	private readonly members: ReadonlyArray<Party>;
	private readonly place: PartPlace;
	private readonly elsewhere: ReadonlyArray<DocumentName>;

	/** All parties are held; the first is the primary. `elsewhere`: other members, whose owners have prepared them. */
	constructor(
		private readonly parts: GroupSaveParts,
		readonly group: string,
		parties: ReadonlyArray<Party>,
		elsewhere: ReadonlyArray<DocumentName> = [],
	) {
		this.primary = parties[0];
		this.members = parties.filter((_party, index) => index > 0);
		this.place = placeOf(this.primary, [...this.members.map((member) => member.name), ...elsewhere]);
		this.elsewhere = elsewhere;
	}

	/** Yields until it is decided, and every document here has made it its own. */
	run(): GroupEnd {
		const ending = this.decide();
		const { state } = ending;
		const { group } = this;
		this.parts.book.add({ group, state, ...this.place }, [
			...this.members.map((member): DirtyMember => ({ name: member.name, to: member.to() })),
			...this.elsewhere.map((name): DirtyMember => ({ name })),
		]);
		for (const party of [this.primary, ...this.members]) {
			if (state === "committed") party.commit();
			else party.rollBack({ transaction: group });
		}
		return ending;
	}

	private decide(): GroupEnd {
		const trouble = this.prepareAll() ?? this.tryToDecide();
		if (trouble === undefined) return { state: "committed" };
		if (trouble === "aborted") return { state: "aborted", reason: this.problemOf(this.primary, undefined) };
		const state = this.ask();
		return state === "committed" ? { state } : { state, reason: trouble };
	}

	/** All at once. What only fails is tried again by the session itself. */
	private prepareAll(): Trouble | undefined {
		const { group, place } = this;
		const asked = this.members.map((member) => member.prepare(group, member.partOf(place)));
		let trouble: Trouble | undefined;
		asked.forEach((answer, index) => {
			const result = answer.expect();
			trouble ??= result.ok ? undefined : this.problemOf(this.members[index], result);
		});
		return trouble;
	}

	private tryToDecide(): Trouble | "aborted" | undefined {
		const result = this.primary.decide(this.group, this.place).expect();
		if (!result.ok) return this.problemOf(this.primary, result);
		return result.value === "aborted" ? "aborted" : undefined;
	}

	/** A session that is no more cannot know whether its last write was applied (traces.md 6). */
	private ask(): Decided {
		for (let tries = 1; ; tries += 1) {
			const answer = this.parts.resolver.ask(this.group, this.place, "receipt");
			if (answer.ok) return answer.value;
			task.wait(nextBackoff(tries, () => math.random()));
		}
	}

	private problemOf({ name }: Party, result: StepResult | undefined): Trouble {
		const failure = result?.ok === false ? result.error : undefined;
		if (failure?.kind === "cloud") {
			const actual = failure.failure.message;
			return holdfastError("cloud", "The DataStore refused a part of the transaction.", { ...name, actual });
		}
		if (failure === undefined || failure.kind === "lost") {
			return holdfastError("sessionLost", "Another server has taken a document of the transaction over.", { ...name });
		}
		return holdfastError("sessionClosed", "A document of the transaction was closed.", { ...name });
	}
}
