import { unchanged } from "../../shared/data/edit";
import { LogSink } from "../../shared/log";
import { Rounds } from "../../shared/rounds";
import { ClockPort } from "../cloud/ports";
import type { Ledger } from "../commit/ledger";
import { isRefusal } from "../inbox/delivery";
import { ackOf, AckState, ackUntil, withAck } from "../inbox/inbox-acks";
import type { CancelLetter } from "../inbox/letters";
import type { MessageSender, MessageTarget } from "../inbox/message-sender";
import type { Undelivered } from "../inbox/undelivered";
import type { Session } from "../session/session";
import type { SlotTable } from "../session/slot-table";
import type { RecordLock } from "../store/record";
import type { LedgerWriter } from "./ledger-writer";
import { inOrder, OutboxEntry, outboxOf, withoutTransfer } from "./outbox";
import { putCargo } from "./put-cargo";
import { TRANSFER_KIND, transferMessage } from "./transfer-message";

/** What a courier works with. */
export interface CourierParts {
	readonly clock: ClockPort;
	readonly owner: string;
	readonly slots: SlotTable;
	readonly log: LogSink;
	readonly sender: MessageSender;
	readonly ledgers: LedgerWriter;
	/** Reminds whoever has a document open that it has messages. */
	readonly nudge: (lock: RecordLock, collection: string, key: string) => void;
	/** Asks whoever has a document open to take a transfer to it no more. */
	readonly cancel: (lock: RecordLock, letter: CancelLetter) => void;
	/** A transfer did not arrive and is back with its giver. */
	readonly gaveBack: (entry: OutboxEntry, id: string, state: Undelivered["state"], reason: string | undefined) => void;
}

/** What is known of one transfer on this server. */
interface Errand {
	nextAt: number;
	tries: number;
	/** Something is being done about it. */
	busy: boolean;
	/** It was seen in the receiver's inbox. */
	waits: boolean;
}

/** How far a transfer has come: it waits for its receiver, or has ended, or is tried again. */
export type TransferStep = "waiting" | "ended" | "later";

const LOOK_SECONDS = 1;
const FIRST_PAUSE_SECONDS = 30;
const PAUSE_SECONDS_MAX = 600;
/** How long one try to send may take; a run of its transform that comes later does nothing. */
export const APPEND_SECONDS = 60;

/**
 * Brings the transfers of open documents to their receivers, and back where they do not arrive. What is in the outbox as it
 * is stored is sent, and sent again, always as the same message, until the receiver's record says what has become of it.
 */
export class Courier {
	private readonly routes = new Map<Session<object>, Map<string, Errand>>();
	private readonly rounds = new Rounds(
		() => LOOK_SECONDS,
		() => this.look(),
	);

	constructor(private readonly parts: CourierParts) {}

	start(): void {
		this.rounds.start();
	}

	stop(): void {
		this.rounds.stop();
	}

	/** From now on the session's transfers are seen to; those that are under way already go on. */
	add(session: Session<object>): void {
		for (const id of inOrder(session.ledger())) this.begin(session, id);
		session.ended.subscribe(() => this.routes.delete(session));
	}

	/** A transfer was committed. */
	begin(session: Session<object>, id: string): void {
		const errands = this.routes.get(session) ?? new Map<string, Errand>();
		this.routes.set(session, errands);
		errands.set(id, { nextAt: this.parts.clock.now(), tries: 0, busy: false, waits: false });
	}

	/** Its receiver is said to have handled it. */
	hint(id: string): void {
		for (const session of this.parts.slots.sessions()) {
			const errand = this.routes.get(session)?.get(id);
			if (errand === undefined) continue;
			errand.nextAt = this.parts.clock.now();
			errand.waits = true;
			task.spawn(() => this.step(session, id));
		}
	}

	/** Does what is next about a transfer; yields. */
	step(session: Session<object>, id: string): TransferStep {
		const errands = this.routes.get(session);
		const errand = errands?.get(id);
		const entry = outboxOf(session.ledger())[id] as OutboxEntry | undefined;
		if (errand === undefined || entry === undefined || session.getState() !== "open") {
			errands?.delete(id);
			if (errands?.isEmpty() === true) this.routes.delete(session);
			return "ended";
		}
		// Sent before it is saved, and after a crash what was sent is still here (traces.md 10).
		const isStored = outboxOf(session.possiblyStored()[0].ledger)[id] !== undefined;
		if (errand.busy || !isStored) return "later";
		errand.busy = true;
		const step = this.advance(session, id, entry, errand);
		errand.busy = false;
		if (step === "ended") return this.step(session, id);
		errand.nextAt = this.parts.clock.now() + math.min(FIRST_PAUSE_SECONDS * 2 ** errand.tries, PAUSE_SECONDS_MAX);
		errand.tries += 1;
		return step;
	}

	private look(): void {
		const now = this.parts.clock.now();
		if (this.routes.isEmpty()) return;
		for (const session of this.parts.slots.sessions()) {
			const errands = this.routes.get(session);
			if (errands === undefined) continue;
			for (const id of inOrder(session.ledger())) {
				const errand = errands.get(id);
				if (errand?.busy === false && now >= errand.nextAt) task.spawn(() => this.step(session, id));
			}
		}
	}

	private advance(session: Session<object>, id: string, entry: OutboxEntry, errand: Errand): TransferStep {
		if (entry.returned === true) return this.giveBack(session, id, entry, "expired");
		if (this.parts.clock.unixSeconds() >= entry.expires) return this.block(session, id, entry);
		return errand.waits ? this.lookAfter(session, id, entry, errand) : this.send(session, id, entry, errand);
	}

	private send(session: Session<object>, id: string, entry: OutboxEntry, errand: Errand): TransferStep {
		const giver = { collection: session.collection, key: session.key };
		const message = transferMessage(id, entry, giver, this.parts.owner);
		const wanted = () => session.getState() === "open" && outboxOf(session.ledger())[id] !== undefined;
		const sent = this.parts.sender.send(targetOf(entry), message, APPEND_SECONDS, wanted).expect();
		if (!sent.ok) {
			const { kind, message: text } = sent.error;
			const details = { id, kind, message: text };
			this.parts.log({ level: "warn", event: "transferNotSent", ...giver, details });
			return "later";
		}
		const { ack } = sent.value;
		if (ack !== undefined) return this.settle(session, id, entry, ack.state, ack.reason);
		errand.waits = true;
		return "waiting";
	}

	/** It is in the receiver's inbox, or was. */
	private lookAfter(session: Session<object>, id: string, entry: OutboxEntry, errand: Errand): TransferStep {
		const { collection, key } = entry.to;
		const seen = this.parts.ledgers.read(collection, key);
		if (!seen.ok) return "later";
		const { ledger, inbox, lock } = seen.value;
		const ack = ackOf(ledger, id);
		if (ack !== undefined) return this.settle(session, id, entry, ack.state, ack.reason);
		if (!inbox.some((message) => message.id === id)) {
			errand.waits = false;
			return this.send(session, id, entry, errand);
		}
		if (lock !== undefined) this.parts.nudge(lock, collection, key);
		return "waiting";
	}

	/**
	 * Its time is over: first it is written where it was to go that it does not come any more. Only then it is certain that
	 * no try of before, however late, brings it there (traces.md 10).
	 */
	private block(session: Session<object>, id: string, entry: OutboxEntry): TransferStep {
		const giver = { collection: session.collection, key: session.key };
		const { clock, ledgers } = this.parts;
		const expire = (ledger: Ledger) => {
			if (ackOf(ledger, id) !== undefined) return ledger;
			const keptUntil = ackUntil({ appendBefore: entry.expires }, clock.unixSeconds());
			return withAck(ledger, id, { state: "expired", keptUntil, giver });
		};
		const { collection, key, label } = targetOf(entry);
		const blocked = ledgers.change(collection, key, label, expire);
		const lock = blocked.ok ? blocked.value.lock : undefined;
		if (lock !== undefined) {
			const { owner: from } = this.parts;
			const messageKind = TRANSFER_KIND;
			const appendBefore = entry.expires;
			this.parts.cancel(lock, { kind: "cancel", collection, key, id, from, giver, messageKind, appendBefore });
		}
		const ack = blocked.ok && blocked.value.ledger !== undefined ? ackOf(blocked.value.ledger, id) : undefined;
		return ack !== undefined ? this.settle(session, id, entry, ack.state, ack.reason) : "later";
	}

	private settle(
		session: Session<object>,
		id: string,
		entry: OutboxEntry,
		state: AckState,
		reason?: string,
	): TransferStep {
		if (state !== "delivered") return this.giveBack(session, id, entry, state, reason);
		const { collection, key } = session;
		const context = { transfer: id, outcome: "delivered" };
		const done = session.commitWith((root) => unchanged(root), withoutTransfer(session.ledger(), id), context);
		if (!done.ok) return "later";
		this.parts.log({ level: "debug", event: "transferDelivered", collection, key, details: { id } });
		return "ended";
	}

	private giveBack(
		session: Session<object>,
		id: string,
		entry: OutboxEntry,
		state: Undelivered["state"],
		reason?: string,
	): TransferStep {
		const { collection, key } = session;
		const ledger = withoutTransfer(session.ledger(), id);
		const context = { transfer: id, outcome: state };
		const done = session.commitWith((root, form) => putCargo(root, form, entry.cargo), ledger, context);
		if (!done.ok) {
			// It stays in transit until the giver has room for it.
			const details = { id, message: done.error.message };
			if (isRefusal(done.error)) this.parts.log({ level: "warn", event: "transferStuck", collection, key, details });
			return "later";
		}
		this.parts.log({ level: "info", event: "transferReturned", collection, key, details: { id, state } });
		this.parts.gaveBack(entry, id, state, reason);
		return "ended";
	}
}

export function targetOf({ to }: OutboxEntry): MessageTarget {
	const { collection, key, schema, readableFrom } = to;
	return { collection, key, label: { schema, readableFrom } };
}
