import { formatValidationError } from "../../schema/validation-error";
import { deepCopy } from "../../shared/data/deep-copy";
import { unchanged } from "../../shared/data/edit";
import { updateRoot } from "../../shared/data/update-at";
import { observe } from "../../shared/emitter";
import { LogSink } from "../../shared/log";
import { fail, Result, succeed } from "../../shared/result";
import { readOnce, StoreAccess } from "../cloud/store-access";
import type { Ledger } from "../commit/ledger";
import type { Session } from "../session/session";
import { holdsLock } from "../session/session-id";
import type { SlotTable } from "../session/slot-table";
import { quarantine } from "../store/quarantine";
import { isRecord } from "../store/record";
import { Delivery, isRefusal } from "./delivery";
import { ackOf, AckState, ackUntil, forgettableAcks, GiverName, withAck, withoutAcks } from "./inbox-acks";
import type { CancelLetter, SettledLetter } from "./letters";
import { handlersOf, MessageHandler } from "./message-handler";
import { inboxOf, StoredMessage } from "./stored-message";

/** What the desk works with. */
export interface InboxDeskParts extends StoreAccess {
	readonly slots: SlotTable;
	readonly log: LogSink;
	/** What a message of Holdfast's own kinds asks for; undefined for one that is not known. */
	readonly ownDelivery: (message: StoredMessage) => Result<Delivery, string> | undefined;
	/** Tells a server, which may be this one. */
	readonly tell: (to: string, letter: SettledLetter) => void;
}

interface Settled {
	readonly message: Pick<StoredMessage, "id" | "kind" | "from" | "appendBefore">;
	readonly state: AckState;
	readonly reason?: string;
	readonly isTransfer: boolean;
}

// A message between servers takes 1 KB.
const REASON_LENGTH_MAX = 200;

/**
 * Hands the messages of open documents to their handlers. The effect of one and the note that it is handled are one commit,
 * and what is noted is not handled again, whatever the inbox still shows: so it is done exactly once.
 */
export class InboxDesk {
	private readonly handlers = new Map<object, ReadonlyMap<string, MessageHandler<object>>>();
	/** What is committed and not yet told, since it is not yet saved. */
	private readonly untold = new Map<Session<object>, Array<Settled>>();
	/** Refused messages on their way into quarantine. */
	private readonly leaving = new Set<string>();
	/** Documents whose inbox is being read, and whether somebody has asked again since. */
	private readonly reading = new Map<Session<object>, { again: boolean }>();

	constructor(private readonly parts: InboxDeskParts) {}

	/** Delivers what waited for the document, and from now on what comes while it is open. */
	add(session: Session<object>): void {
		observe(session.inboxSeen, () => this.deliver(session));
		observe(session.saved, () => this.tellSettled(session));
		// Until a transaction was decided it took no change perhaps.
		session.decided.subscribe(() => this.deliver(session));
		session.ended.subscribe(() => this.untold.delete(session));
		this.deliver(session);
	}

	/** Somebody has put something into the inbox of a document that may be open here: looks. */
	arrived(collection: string, key: string): void {
		const session = this.parts.slots.find(collection, key)?.session;
		if (session?.getState() !== "open") return;
		const reading = this.reading.get(session);
		if (reading !== undefined) {
			reading.again = true;
			return;
		}
		task.spawn(() => {
			const state = { again: false };
			this.reading.set(session, state);
			do {
				state.again = false;
				this.read(session);
			} while (state.again);
			this.reading.delete(session);
		});
	}

	/** A transfer's time is over, and its giver asks that it does not come any more: noted, if it has not come, and saved. */
	cancel({ collection, key, id, from, giver, messageKind, appendBefore }: CancelLetter): void {
		const session = this.parts.slots.find(collection, key)?.session;
		if (session?.getState() !== "open") return;
		if (ackOf(session.ledger(), id) === undefined) {
			const message = { id, kind: messageKind, from, appendBefore };
			this.acknowledge(session, { message, state: "expired", isTransfer: true }, giver);
		}
		session.autosave();
	}

	private read(session: Session<object>): void {
		const read = readOnce(this.parts, session, "save");
		// Of somebody else's document nothing is delivered here any more.
		if (!read.ok || !isRecord(read.value) || !holdsLock(session.id, read.value.lock)) return;
		session.noteInbox(inboxOf(read.value));
	}

	private deliver(session: Session<object>): void {
		for (const message of session.seenInbox()) {
			if (this.leaving.has(message.id) || ackOf(session.ledger(), message.id) !== undefined) continue;
			// It takes no change now; the messages wait.
			if (!this.handle(session, message)) return;
		}
	}

	/** False if the session takes no commit. */
	private handle(session: Session<object>, message: StoredMessage): boolean {
		if (this.parts.cloud.clock.unixSeconds() >= message.expires) {
			const giver = this.giverOf(message);
			return this.acknowledge(session, { message, state: "expired", isTransfer: giver !== undefined }, giver);
		}
		const delivery = this.deliveryOf(session, message);
		// A newer version of the game may understand it.
		if (delivery === undefined) return true;
		if (!delivery.ok) return this.refuse(session, message, delivery.error);
		const { edit, giver } = delivery.value;
		const ledger = this.ledgerWith(session, message, "delivered", { giver });
		const done = session.commitWith(edit, ledger, { message: message.id, kind: message.kind });
		if (done.ok) {
			this.note(session, { message, state: "delivered", isTransfer: giver !== undefined });
			return true;
		}
		return isRefusal(done.error) ? this.refuse(session, message, done.error.message) : false;
	}

	private deliveryOf(session: Session<object>, message: StoredMessage): Result<Delivery, string> | undefined {
		const handler = this.handlersOf(session).get(message.kind);
		if (handler === undefined) return this.parts.ownDelivery(message);
		const { schema } = handler.kind;
		const decoded = schema.decode(message.body);
		if (!decoded.ok) return fail(formatValidationError(decoded.error[0]));
		const body = schema.fill(deepCopy(decoded.value));
		const [problem] = schema.validate(body);
		if (problem !== undefined) return fail(formatValidationError(problem));
		const { id, sentAt } = message;
		return succeed({
			edit: (root, form) =>
				updateRoot<object>(root, (draft) => handler.handle(draft, body, { id, sentAt }), form.storable),
		});
	}

	/** Nobody can do anything with it: it is kept for a person to look at, and then it is handled, too. */
	private refuse(session: Session<object>, message: StoredMessage, why: string): boolean {
		const reason = why.sub(1, REASON_LENGTH_MAX);
		const { collection, key } = session;
		const { id, kind } = message;
		this.parts.log({ level: "warn", event: "messageRefused", collection, key, details: { id, kind, reason } });
		const giver = this.giverOf(message);
		const settled: Settled = { message, state: "refused", reason, isTransfer: giver !== undefined };
		// It goes back to its giver.
		if (settled.isTransfer) return this.acknowledge(session, settled, giver);
		this.leaving.add(id);
		task.spawn(() => {
			const kept = quarantine(this.parts, collection, key, `refused: ${reason}`, message);
			this.leaving.delete(id);
			// If not, it is tried again when the inbox is seen again.
			if (kept.ok && ackOf(session.ledger(), id) === undefined) this.acknowledge(session, settled);
		});
		return true;
	}

	/** Notes that a message has ended without an effect. */
	private acknowledge(session: Session<object>, settled: Settled, giver?: GiverName): boolean {
		const { message, state, reason } = settled;
		const { collection, key } = session;
		const ledger = this.ledgerWith(session, message, state, { reason, giver });
		const done = session.commitWith((root) => unchanged(root), ledger, { message: message.id, kind: message.kind });
		if (!done.ok) return false;
		if (state === "expired") {
			const details = { id: message.id, kind: message.kind };
			this.parts.log({ level: "info", event: "messageExpired", collection, key, details });
		}
		this.note(session, settled);
		return true;
	}

	private ledgerWith(
		session: Session<object>,
		message: Settled["message"],
		state: AckState,
		more: { readonly reason?: string; readonly giver?: GiverName },
	): Ledger {
		const now = this.parts.cloud.clock.unixSeconds();
		const ledger = session.ledger();
		const confirmed = session.possiblyStored()[0].ledger;
		const gone = forgettableAcks(ledger, confirmed, session.seenInbox(), now);
		return withAck(withoutAcks(ledger, gone), message.id, { state, keptUntil: ackUntil(message, now), ...more });
	}

	private giverOf(message: StoredMessage): GiverName | undefined {
		const own = this.parts.ownDelivery(message);
		return own?.ok === true ? own.value.giver : undefined;
	}

	private note(session: Session<object>, settled: Settled): void {
		const all = this.untold.get(session) ?? [];
		all.push(settled);
		this.untold.set(session, all);
	}

	/** Only what is stored is certain. */
	private tellSettled(session: Session<object>): void {
		const all = this.untold.get(session);
		if (all === undefined) return;
		const stored = session.possiblyStored()[0].ledger;
		const { collection, key } = session;
		const left = all.filter(({ message, state, reason, isTransfer }) => {
			const { id, kind: messageKind, from } = message;
			if (ackOf(stored, id) === undefined) return true;
			if (state !== "delivered" || isTransfer) {
				this.parts.tell(from, { kind: "settled", collection, key, id, messageKind, state, reason });
			}
			return false;
		});
		if (left.isEmpty()) this.untold.delete(session);
		else this.untold.set(session, left);
	}

	private handlersOf(session: Session<object>): ReadonlyMap<string, MessageHandler<object>> {
		const { definition } = session;
		const known = this.handlers.get(definition) ?? handlersOf(definition);
		this.handlers.set(definition, known);
		return known;
	}
}
