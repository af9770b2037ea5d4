import { HoldfastError, holdfastError } from "../../shared/errors";
import type { LogSink } from "../../shared/log";
import type { DocumentName } from "../store/document-name";
import { DirtyMember, MarkerBook } from "./marker-book";
import { Decided } from "./markers";
import { PartPlace, Party, StepResult } from "./party";
import { Resolver } from "./resolver";

/** What a group save works with. */
export interface GroupSaveParts {
	readonly resolver: Resolver;
	readonly book: MarkerBook;
	readonly log: LogSink;
}

/** How it ended: the reason is why it could not be committed. */
export interface GroupEnd {
	/** Nil: it cannot be known here. */
	readonly state?: Decided;
	readonly reason?: HoldfastError<"sessionLost" | "sessionClosed" | "cloud" | "locked" | "undecided">;
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
		if (state !== "committed") this.report(ending);
		if (state === undefined) {
			for (const party of [this.primary, ...this.members]) party.abandon();
			return ending;
		}
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

	private report({ state, reason }: GroupEnd): void {
		const { collection, key } = this.primary.name;
		const documents = this.place.members.size() + 1;
		const details = { transaction: this.group, documents, reason: reason?.kind ?? "", state: state ?? "unknown" };
		this.parts.log({ level: "error", event: "transactionAborted", collection, key, details });
	}

	private decide(): GroupEnd {
		const unprepared = this.prepareAll();
		// Nobody else could commit it, and what was never sent is not applied.
		if (unprepared !== undefined) return { state: "aborted", reason: unprepared };
		const trouble = this.tryToDecide();
		if (trouble === undefined) return { state: "committed" };
		if (trouble === "aborted") return { state: "aborted", reason: this.endedElsewhere() };
		const state = this.parts.resolver.askUntilKnown(this.group, this.place, "receipt");
		if (state === "committed") return { state };
		if (state === "aborted") return { state, reason: trouble };
		const message = "The record that has the decision cannot be read: whoever can read it finds out.";
		return { reason: holdfastError("undecided", message, { ...this.primary.name }) };
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

	/** Somebody has decided in the record that it comes to nothing. */
	private endedElsewhere(): Trouble {
		const [other] = this.elsewhere;
		if (other === undefined) return this.problemOf(this.primary, undefined);
		const message = "It was not decided in time, and the other document's server has ended it.";
		return holdfastError("locked", message, { collection: other.collection, key: other.key });
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
