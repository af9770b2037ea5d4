import { HoldfastError, holdfastError } from "../../shared/errors";
import { fail, Result, succeed } from "../../shared/result";
import { Wake } from "../../shared/wake";
import type { Session } from "../session/session";
import type { SlotTable } from "../session/slot-table";
import type { RecordLock } from "../store/record";
import type { ServerLetter, ServerMail } from "./server-mail";

/** What the desk works with. */
export interface RestoreDeskParts {
	readonly slots: SlotTable;
	readonly owner: string;
	readonly mail: () => ServerMail;
	/** Restores a backup of a document that is open here. Yields. */
	readonly restore: (session: Session<object>, backupId: string) => Result<unknown, HoldfastError>;
}

interface Question {
	readonly answered: Wake;
	answer?: Result<unknown, HoldfastError>;
}

const ASK_AGAIN_SECONDS = 6;
const ASKED_MAX = 5;
// Letters come twice, and a document is restored once for each.
const REMEMBERED_MAX = 100;

/** Has documents restored by the servers that have them open, and restores those that are open here for others. */
export class RestoreDesk {
	private readonly questions = new Map<string, Question>();
	/** What was asked here, by the letter that asked; nil while it is being done. */
	private readonly done = new Map<string, { readonly letter?: ServerLetter }>();
	private readonly order = new Array<string>();
	private asked = 0;

	constructor(private readonly parts: RestoreDeskParts) {}

	/** Asks the owner of a lock, several times, since letters get lost. Yields until it has answered or is taken not to. */
	ask(collection: string, key: string, lock: RecordLock, backup: string): Result<unknown, HoldfastError> {
		const { owner, mail } = this.parts;
		this.asked += 1;
		const id = `${owner}/${this.asked}`;
		const question: Question = { answered: new Wake() };
		this.questions.set(id, question);
		for (let count = 1; count <= ASKED_MAX && question.answer === undefined; count += 1) {
			mail().sendTwice(lock.owner, {
				kind: "restore",
				collection,
				key,
				nonce: lock.nonce,
				from: owner,
				backup,
				id,
			});
			question.answered.wait(ASK_AGAIN_SECONDS);
		}
		this.questions.delete(id);
		const context = { collection, key, actual: lock.owner };
		return question.answer ?? fail(holdfastError("locked", "The document's owner did not answer.", context));
	}

	receive(letter: ServerLetter): void {
		if (letter.kind === "restore") this.restore(letter);
		else if (letter.kind === "restored") this.settle(letter);
	}

	private restore(letter: ServerLetter & { kind: "restore" }): void {
		const { collection, key, id, from } = letter;
		const known = this.done.get(id);
		if (known !== undefined) {
			if (known.letter !== undefined) this.parts.mail().send(from, known.letter);
			return;
		}
		const session = this.parts.slots.find(collection, key)?.session;
		if (session === undefined || session.id.nonce !== letter.nonce) return;
		this.remember(id);
		const result = this.parts.restore(session, letter.backup);
		const problem = result.ok ? undefined : result.error.message;
		const answer: ServerLetter = { kind: "restored", collection, key, id, problem };
		this.done.set(id, { letter: answer });
		this.parts.mail().sendTwice(from, answer);
	}

	private settle({ id, collection, key, problem }: ServerLetter & { kind: "restored" }): void {
		const question = this.questions.get(id);
		if (question === undefined) return;
		const context = { collection, key, actual: problem };
		question.answer =
			problem === undefined
				? succeed(undefined)
				: fail(holdfastError("busy", "The document's owner could not restore it.", context));
		question.answered.ring();
	}

	private remember(id: string): void {
		this.done.set(id, {});
		this.order.push(id);
		if (this.order.size() > REMEMBERED_MAX) this.done.delete(this.order.shift()!);
	}
}
