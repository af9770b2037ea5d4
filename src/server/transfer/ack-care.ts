import { unchanged } from "../../shared/data/edit";
import { Rounds } from "../../shared/rounds";
import { ClockPort } from "../cloud/ports";
import { Ledger } from "../commit/ledger";
import { ackOf, GiverName, InboxAck, withoutAcks } from "../inbox/inbox-acks";
import type { Session } from "../session/session";
import type { SlotTable } from "../session/slot-table";
import { APPEND_SECONDS } from "./courier";
import type { LedgerWriter } from "./ledger-writer";
import { outboxOf, withoutTransfer, withTransfer } from "./outbox";

/** What looking after acknowledgements takes. */
export interface AckCareParts {
	readonly clock: ClockPort;
	readonly slots: SlotTable;
	readonly ledgers: LedgerWriter;
}

const LOOK_SECONDS = 600;
const GIVERS_MAX = 5;
// What was under way when the giver let go of it has come by then, or does nothing any more.
const SETTLE_SECONDS = 2 * APPEND_SECONDS;

/**
 * Lets the receivers of transfers forget them when their givers have: until then a giver may ask again. A giver whom nobody
 * has open is told what has become of it, so that one who never comes back does not have to be remembered for ever.
 */
export class AckCare {
	private readonly looking = new Set<Session<object>>();
	private readonly rounds = new Rounds(
		() => LOOK_SECONDS,
		() => this.lookAtAll(),
	);

	constructor(private readonly parts: AckCareParts) {}

	start(): void {
		this.rounds.start();
	}

	stop(): void {
		this.rounds.stop();
	}

	private lookAtAll(): void {
		for (const session of this.parts.slots.sessions()) this.look(session);
	}

	/** Looks whether a document has acknowledgements that are no longer needed. */
	look(session: Session<object>): void {
		const due = this.dueOf(session);
		if (due.isEmpty() || this.looking.has(session)) return;
		this.looking.add(session);
		task.spawn(() => {
			const settled = due.filter((one) => this.isSettled(one.giver, one.id, one.ack));
			if (!settled.isEmpty()) {
				task.wait(SETTLE_SECONDS);
				const ids = settled.map((one) => one.id);
				session.commitWith((root) => unchanged(root), withoutAcks(session.ledger(), ids), { forgotten: ids.size() });
			}
			this.looking.delete(session);
		});
	}

	/** Those that are stored, and whose transfers have had their time. */
	private dueOf(session: Session<object>) {
		const due = new Array<{ readonly id: string; readonly ack: InboxAck; readonly giver: GiverName }>();
		const givers = new Set<string>();
		const now = this.parts.clock.unixSeconds();
		for (const [id, ack] of pairs(session.possiblyStored()[0].ledger.inboxAck ?? {})) {
			const { giver, keptUntil } = ack;
			if (giver === undefined || keptUntil > now || ackOf(session.ledger(), id as string) === undefined) continue;
			givers.add(`${giver.collection}/${giver.key}`);
			if (givers.size() > GIVERS_MAX) break;
			due.push({ id: id as string, ack, giver });
		}
		return due;
	}

	/** True if the giver, as it is stored, has let go of it: it was stored there before it was ever sent. Yields. */
	private isSettled({ collection, key }: GiverName, id: string, ack: InboxAck): boolean {
		const { ledgers } = this.parts;
		const seen = ledgers.read(collection, key);
		if (!seen.ok) return false;
		if (isSettledIn(seen.value.ledger, id)) return true;
		// Whoever has it open sees to it.
		if (seen.value.lock !== undefined) return false;
		const told = ledgers.change(collection, key, { schema: 1, readableFrom: 1 }, (ledger) => tell(ledger, id, ack));
		return told.ok && told.value.ledger !== undefined && isSettledIn(told.value.ledger, id);
	}
}

/** The giver does not ask any more. */
function isSettledIn(ledger: Ledger, id: string): boolean {
	const entry = outboxOf(ledger)[id];
	return entry === undefined || entry.returned === true;
}

function tell(ledger: Ledger, id: string, { state }: InboxAck): Ledger {
	const entry = outboxOf(ledger)[id];
	if (entry === undefined || entry.returned === true) return ledger;
	return state === "delivered" ? withoutTransfer(ledger, id) : withTransfer(ledger, id, { ...entry, returned: true });
}
