import { Edit } from "../../../shared/data/edit";
import { isEqual } from "../../../shared/data/equal";
import { jsonSize } from "../../../shared/data/json-size";
import { unionChanges } from "../../../shared/data/union-changes";
import { updateAll } from "../../../shared/data/update-all";
import { HoldfastError, holdfastError } from "../../../shared/errors";
import { fail, Result, succeed } from "../../../shared/result";
import { Wake } from "../../../shared/wake";
import { nextBackoff } from "../../cloud/backoff";
import { readOnce, StoreAccess } from "../../cloud/store-access";
import { CommitGate } from "../../commit/commit-gate";
import type { CommitContext } from "../../commit/document";
import type { ServerMail } from "../../handoff/server-mail";
import { encodeChanges, StoredChanges } from "../../journal/stored-changes";
import type { DocumentName } from "../../store/document-name";
import type { StoredRecord } from "../../store/record";
import { recordIn } from "../../store/record-in";
import type { DocumentForm } from "../../validate/document-form";
import { GroupSave, GroupSaveParts } from "../group-save";
import { isUndecided } from "../markers";
import { AnySession, GroupRecipe } from "../propose";
import type { Transactor, TransactOutcome } from "../transactor";
import { AcrossLetter, AcrossProblem, Offer, OFFER_SIZE_MAX } from "./letters";

/** What it works with. */
export interface AcrossParts extends GroupSaveParts, StoreAccess {
	readonly owner: string;
	readonly offers: string;
	readonly transactor: Transactor;
	readonly mail: () => ServerMail;
}

/** The other document, and how its collection's data look. */
export interface OtherDocument extends DocumentName {
	readonly form: DocumentForm<object>;
}

/** What one try has come to; `free`: nobody has the other document open. */
type Attempt = TransactOutcome | "again" | "free" | "here";

/** The other document as its owner has saved it for this. */
interface Joined {
	readonly to: string;
	readonly record: StoredRecord;
	readonly root: object;
}

/** What a recipe makes of both. */
interface Both {
	readonly mine: Edit<object>;
	readonly theirs: StoredChanges;
}

const TOGETHER_SECONDS = 45;
// Eight seconds at most.
const BACKOFF_MAX = 5;
const ASK_AGAIN_SECONDS = 2;
const JOIN_SECONDS = 10;
const PREPARE_SECONDS = 12;
const OFFER_SECONDS = 60;

/**
 * Transactions of a document that is open here with one that another server has open. That server keeps it from others and
 * saves it; here the function runs on both; that server prepares its part; and one write on the document here decides. Until
 * then nothing is changed in anybody's memory.
 */
export class Across {
	private readonly waiting = new Map<string, { readonly heard: Wake; letter?: AcrossLetter }>();

	constructor(private readonly parts: AcrossParts) {}

	receive(letter: AcrossLetter): void {
		const waiting = this.waiting.get(letter.group);
		if (waiting === undefined) return;
		waiting.letter = letter;
		waiting.heard.ring();
	}

	/** Yields. `free` and `here`: it takes no other server. */
	run(
		session: AnySession,
		other: OtherDocument,
		recipe: GroupRecipe,
		context?: CommitContext,
	): TransactOutcome | "free" | "here" {
		const { transactor, cloud } = this.parts;
		const deadline = cloud.clock.now() + TOGETHER_SECONDS;
		for (let tries = 1; ; tries += 1) {
			const reservation = transactor.reserve(session).expect();
			const attempt = this.attempt(session, other, recipe, context);
			transactor.giveBack(reservation);
			if (attempt !== "again") return attempt;
			if (cloud.clock.now() >= deadline) {
				return rejected(holdfastError("busy", "The other document is never free for this.", nameOf(other)));
			}
			// Two that want each other's documents do not come back together.
			task.wait(nextBackoff(math.min(tries + 1, BACKOFF_MAX), () => math.random()));
		}
	}

	private attempt(
		session: AnySession,
		other: OtherDocument,
		recipe: GroupRecipe,
		context: CommitContext | undefined,
	): Attempt {
		const group = this.parts.cloud.createId();
		this.waiting.set(group, { heard: new Wake() });
		const attempt = this.attemptAs(group, session, other, recipe, context);
		this.waiting.delete(group);
		return attempt;
	}

	private attemptAs(
		group: string,
		session: AnySession,
		other: OtherDocument,
		recipe: GroupRecipe,
		context: CommitContext | undefined,
	): Attempt {
		const joined = this.join(group, other);
		if (typeIs(joined, "string") || "kind" in joined) return joined;
		const tell = (state: "committed" | "aborted") => {
			this.mail(joined.to, { ...this.head(group, other), step: "decided", state });
		};
		const first = this.propose(session, other, joined, recipe);
		if (!first.ok || first.value.theirs.isEmpty()) {
			tell("aborted");
			if (!first.ok) return rejected(first.error);
			return this.decide(group, session, first.value.mine, [], context);
		}
		const prepared = this.prepare(group, session, other, joined, first.value.theirs);
		if (prepared !== undefined) {
			tell("aborted");
			return prepared;
		}
		// What is here may have changed since; what that server has prepared may not.
		const again = this.propose(session, other, joined, recipe);
		if (!again.ok || !isEqual(again.value.theirs, first.value.theirs)) {
			tell("aborted");
			return again.ok ? "again" : rejected(again.error);
		}
		const outcome = this.decide(group, session, again.value.mine, [nameOf(other)], context);
		tell(outcome.kind === "committed" ? "committed" : "aborted");
		return outcome;
	}

	/** Has the other document kept for this and saved, and reads it. */
	private join(group: string, other: OtherDocument): Joined | Attempt {
		const found = this.read(other);
		if (!found.ok) return rejected(found.error);
		const lock = found.value?.lock;
		if (lock === undefined) return "free";
		if (lock.owner === this.parts.owner) return "here";
		const to = lock.owner;
		const answer = this.ask(to, { ...this.head(group, other), step: "join", nonce: lock.nonce }, JOIN_SECONDS);
		if (answer === undefined) {
			const context = { ...nameOf(other), actual: to };
			return rejected(holdfastError("locked", "The other document's owner did not answer.", context));
		}
		if (answer.step === "refused") return problemOf(answer.problem, other);
		if (answer.step !== "joined") return "again";
		const saved = this.read(other);
		if (!saved.ok) return rejected(saved.error);
		const record = saved.value;
		if (record === undefined || record.revision !== answer.revision || record.lock?.nonce !== lock.nonce)
			return "again";
		if (isUndecided(record)) return "again";
		if (record.schema !== other.form.label().schema) return problemOf("version", other);
		const loaded = other.form.load(record.data, record);
		return loaded.ok ? { to, record, root: loaded.value.root } : rejected(loaded.error);
	}

	/** Runs the function on both, and checks what it makes of each. */
	private propose(
		{ party, data, storable }: AnySession,
		{ form, collection, key }: OtherDocument,
		{ root }: Joined,
		recipe: GroupRecipe,
	): Result<Both, HoldfastError> {
		const refusal = party.editor.begin();
		if (refusal !== undefined) return fail(refusal);
		const made = updateAll([data as object, root], recipe);
		const mine = party.editor.propose((own) => (made.ok ? made.value(0, own, storable) : made));
		if (!made.ok) return made;
		if (!mine.ok) return mine;
		const edit = made.value(1, root, form.storable);
		const wrong = edit.ok ? new CommitGate(form).check(root, edit.value) : edit.error;
		if (wrong !== undefined) return fail({ ...wrong, context: { ...wrong.context, collection, key } });
		const after = edit.ok ? edit.value.root : root;
		const theirs = encodeChanges(unionChanges([form.encode(root)], form.encode(after)));
		const size = jsonSize(theirs);
		if (size <= OFFER_SIZE_MAX) return succeed({ mine: mine.value, theirs });
		return fail(
			holdfastError("tooLarge", "The transaction changes too much of a document on another server.", {
				collection,
				key,
				expected: `at most ${OFFER_SIZE_MAX} bytes of JSON`,
				actual: `${size} bytes`,
			}),
		);
	}

	/** Has the other document prepared; undefined when it is. */
	private prepare(
		group: string,
		{ party }: AnySession,
		other: OtherDocument,
		{ to, record }: Joined,
		changes: StoredChanges,
	): Attempt | undefined {
		const { cloud, offers } = this.parts;
		const offer: Offer = { schema: record.schema, revision: record.revision, changes };
		const put = cloud.memory.update(offers, group, () => offer, OFFER_SECONDS);
		if (!put.ok) {
			const context = { ...nameOf(other), actual: put.error.message };
			return rejected(holdfastError("cloud", "The other server could not be told what is wanted.", context));
		}
		const letter: AcrossLetter = {
			...this.head(group, other),
			step: "prepare",
			primary: party.name,
			decider: party.id,
		};
		const answer = this.ask(to, letter, PREPARE_SECONDS);
		if (answer?.step === "prepared") return undefined;
		if (answer?.step === "refused") return problemOf(answer.problem, other);
		return rejected(holdfastError("locked", "The other document's owner did not answer.", { ...nameOf(other) }));
	}

	private decide(
		group: string,
		{ party }: AnySession,
		edit: Edit<object>,
		elsewhere: ReadonlyArray<DocumentName>,
		context: CommitContext | undefined,
	): TransactOutcome {
		if (edit.changes.isEmpty() && elsewhere.isEmpty()) return { kind: "committed" };
		party.lend(edit, { ...context, transaction: group });
		const { state, reason } = new GroupSave(this.parts, group, [party], elsewhere).run();
		return state === "committed" ? { kind: "committed" } : { kind: "aborted", reason: reason! };
	}

	private read(other: OtherDocument) {
		return recordIn(readOnce(this.parts, other, "receipt"), other);
	}

	/** Asks several times, for letters get lost; nil if there is no answer. */
	private ask(to: string, letter: AcrossLetter, seconds: number): AcrossLetter | undefined {
		const { clock } = this.parts.cloud;
		const waiting = this.waiting.get(letter.group)!;
		waiting.letter = undefined;
		const deadline = clock.now() + seconds;
		while (waiting.letter === undefined && clock.now() < deadline) {
			this.mail(to, letter);
			waiting.heard.wait(ASK_AGAIN_SECONDS);
			// An answer to what was asked before.
			if (letter.step === "prepare" && waiting.letter !== undefined && isJoined(waiting.letter)) {
				waiting.letter = undefined;
			}
		}
		return waiting.letter;
	}

	private mail(to: string, letter: AcrossLetter): void {
		this.parts.mail().sendTwice(to, letter);
	}

	private head(group: string, { collection, key }: DocumentName) {
		return { kind: "across", collection, key, group, from: this.parts.owner } as const;
	}
}

function isJoined({ step }: AcrossLetter): boolean {
	return step === "joined";
}

function nameOf({ collection, key }: DocumentName): DocumentName {
	return { collection, key };
}

function rejected(problem: HoldfastError): TransactOutcome {
	return { kind: "rejected", errors: [problem] };
}

function problemOf(problem: AcrossProblem, other: OtherDocument): Attempt {
	const context = nameOf(other);
	switch (problem) {
		case "version":
			return rejected(
				holdfastError("newerData", "The other document's server has data of another version.", { ...context }),
			);
		case "invalid":
			return rejected(
				holdfastError("invalidData", "The other document's server does not allow what would become of it.", {
					...context,
				}),
			);
		case "cloud":
			return rejected(holdfastError("cloud", "The other document could not be prepared.", { ...context }));
		default:
			// Busy, closed or handed over meanwhile, or too late: the next try finds out.
			return "again";
	}
}
