import { Edit } from "../../../shared/data/edit";
import { setAt } from "../../../shared/data/set-at";
import { HoldfastError } from "../../../shared/errors";
import { fail, Result } from "../../../shared/result";
import { Wake } from "../../../shared/wake";
import type { ClockPort, MemoryPort } from "../../cloud/ports";
import type { ServerMail } from "../../handoff/server-mail";
import { applyStored, decodeChanges, StoredChanges } from "../../journal/stored-changes";
import type { Session } from "../../session/session";
import type { SlotTable } from "../../session/slot-table";
import type { DocumentForm } from "../../validate/document-form";
import { MarkerBook } from "../marker-book";
import { Decided } from "../markers";
import { PartPlace } from "../party";
import { Resolver } from "../resolver";
import { Transactor } from "../transactor";
import { AcrossLetter, AcrossProblem, isOffer, Offer } from "./letters";
import { isUntouched } from "./untouched";

/** What the desk works with. */
export interface GuestDeskParts {
	readonly clock: ClockPort;
	readonly memory: MemoryPort;
	readonly offers: string;
	readonly owner: string;
	readonly slots: SlotTable;
	readonly transactor: Transactor;
	readonly resolver: Resolver;
	readonly book: MarkerBook;
	readonly mail: () => ServerMail;
	readonly formOf: (session: Session<object>) => DocumentForm<object>;
}

/** One document of this server in a transaction of another's. */
interface Guest {
	readonly session: Session<object>;
	readonly revision: number;
	/** The document as it was then, in its stored form. */
	readonly base: object;
	readonly changed: Wake;
	prepare?: AcrossLetter & { readonly step: "prepare" };
	decided?: Decided;
	/** The last answer, for letters that come twice. */
	answer?: AcrossLetter;
}

// How long it may take until this server's own transactions have done with a document.
const TURN_SECONDS = 3;
// How long a document is kept from other transactions before it is known what is wanted of it.
const JOINED_SECONDS = 12;
/** How long nobody may change it before its server asks the record what was decided, and so ends it. */
const DECIDE_SECONDS = 10;
const REMEMBERED_MAX = 200;

/** Takes part, with documents that are open here, in transactions that other servers have begun and decide. */
export class GuestDesk {
	private readonly guests = new Map<string, Guest>();
	/** Transactions that documents of this server take part in, or wait for their turn to. */
	private readonly joining = new Set<string>();
	/** Transactions that were begun here, or refused: another letter that asks to join comes too late. */
	private readonly over = new Array<string>();

	constructor(private readonly parts: GuestDeskParts) {}

	receive(letter: AcrossLetter): void {
		const guest = this.guests.get(letter.group);
		if (letter.step === "join") {
			if (guest?.answer?.step === "joined") this.send(letter, guest.answer);
			// It takes a while, and other letters wait.
			else if (!this.joining.has(letter.group)) task.spawn(() => this.join(letter));
		} else if (letter.step === "prepare") {
			if (guest === undefined) this.refuse(letter, "late");
			else if (guest.prepare === undefined) {
				guest.prepare = letter;
				guest.changed.ring();
			} else if (guest.answer !== undefined && guest.answer.step !== "joined") {
				this.send(letter, guest.answer);
			}
		} else if (letter.step === "decided" && guest !== undefined) {
			guest.decided = letter.state;
			guest.changed.ring();
		}
	}

	/** Yields until it is over. */
	private join(letter: AcrossLetter & { readonly step: "join" }): void {
		// A copy of a letter that was answered, or refused, is of something that is over.
		if (this.over.includes(letter.group)) return this.refuse(letter, "late");
		this.joining.add(letter.group);
		this.joinOnce(letter);
		this.joining.delete(letter.group);
		this.over.push(letter.group);
		if (this.over.size() > REMEMBERED_MAX) this.over.shift();
	}

	private joinOnce(letter: AcrossLetter & { readonly step: "join" }): void {
		const { slots, transactor } = this.parts;
		const session = slots.find(letter.collection, letter.key)?.session;
		if (session === undefined || session.getState() !== "open" || session.id.nonce !== letter.nonce) {
			return this.refuse(letter, "notOpen");
		}
		const reservation = transactor.reserveWithin(session, TURN_SECONDS).expect();
		if (reservation === undefined) return this.refuse(letter, "busy");
		if (session.getState() !== "open") {
			transactor.giveBack(reservation);
			return this.refuse(letter, "notOpen");
		}
		session.party.makeStored();
		const { revision } = session;
		const guest: Guest = { session, revision, base: session.storedForm(), changed: new Wake() };
		this.guests.set(letter.group, guest);
		this.host(letter, guest);
		this.guests.delete(letter.group);
		transactor.giveBack(reservation);
	}

	private host(letter: AcrossLetter & { readonly step: "join" }, guest: Guest): void {
		const { clock } = this.parts;
		const saved = guest.session.saveAs("receipt").expect();
		if (!saved.ok) return this.refuse(letter, saved.error.kind === "cloud" ? "cloud" : "notOpen");
		const { revision } = guest;
		guest.answer = this.letterTo(letter, { step: "joined", revision });
		this.send(letter, guest.answer);
		const deadline = clock.now() + JOINED_SECONDS;
		while (guest.prepare === undefined && guest.decided === undefined && clock.now() < deadline) {
			guest.changed.wait(deadline - clock.now());
		}
		if (guest.prepare === undefined || guest.decided !== undefined) return;
		const refused = this.prepare(guest, guest.prepare);
		if (refused !== undefined) {
			guest.answer = this.letterTo(letter, { step: "refused", problem: refused });
			this.send(letter, guest.answer);
		}
	}

	/** Why not, where nothing was written that has to be decided. */
	private prepare(guest: Guest, letter: AcrossLetter & { readonly step: "prepare" }): AcrossProblem | undefined {
		const { session, base } = guest;
		const { party } = session;
		const offer = this.readOffer(letter.group);
		if (offer === undefined) return "cloud";
		if (offer.schema !== session.label.schema) return "version";
		// What was offered leads from what the other server has seen; elsewhere the document may have changed since.
		if (offer.revision !== guest.revision) return "busy";
		if (!isUntouched(base, session.storedForm(), decodeChanges(offer.changes)!)) return "busy";
		if (party.editor.begin() !== undefined) return "notOpen";
		const proposed = party.editor.propose((root) => this.editOf(session, root, offer));
		if (!proposed.ok) return "invalid";
		party.lend(proposed.value, { transaction: letter.group });
		const { primary, decider } = letter;
		const place: PartPlace = { primary, decider, members: [party.name] };
		const prepared = party.prepare(letter.group, party.partOf(place)).expect();
		if (prepared.ok) {
			guest.answer = this.letterTo(letter, { step: "prepared" });
			this.send(letter, guest.answer);
		}
		const state = this.outcome(guest, letter.group, place, prepared.ok);
		if (state === undefined) {
			party.abandon();
			return "cloud";
		}
		this.parts.book.add({ group: letter.group, state, ...place }, [{ name: party.name, to: party.to() }]);
		if (state === "committed") party.commit();
		else party.rollBack({ transaction: letter.group });
		return prepared.ok ? undefined : "cloud";
	}

	/** The other server says it, or its record does. What it does not say in time comes to nothing. */
	private outcome(guest: Guest, group: string, place: PartPlace, prepared: boolean): Decided | undefined {
		const { clock, resolver } = this.parts;
		const deadline = clock.now() + DECIDE_SECONDS;
		while (prepared && guest.decided === undefined && clock.now() < deadline)
			guest.changed.wait(deadline - clock.now());
		return guest.decided ?? resolver.askUntilKnown(group, place, "receipt", () => guest.decided);
	}

	private editOf(session: Session<object>, root: object, offer: Offer): Result<Edit<object>, HoldfastError> {
		const form = this.parts.formOf(session);
		const stored = applyStored(form.encode(root), offer.changes as StoredChanges);
		const loaded = form.load(stored, session.label);
		return loaded.ok ? setAt(root, [], loaded.value.root, session.storable) : fail(loaded.error);
	}

	private readOffer(group: string): Offer | undefined {
		for (let tries = 1; tries <= 3; tries += 1) {
			const read = this.parts.memory.read(this.parts.offers, group);
			if (read.ok) {
				const offer = read.value;
				return isOffer(offer) && decodeChanges(offer.changes) !== undefined ? offer : undefined;
			}
			task.wait(0.3);
		}
		return undefined;
	}

	private refuse(letter: AcrossLetter, problem: AcrossProblem): void {
		this.send(letter, this.letterTo(letter, { step: "refused", problem }));
	}

	private letterTo(
		{ collection, key, group }: AcrossLetter,
		said: { step: "joined"; revision: number } | { step: "prepared" } | { step: "refused"; problem: AcrossProblem },
	): AcrossLetter {
		return { kind: "across", collection, key, group, from: this.parts.owner, ...said };
	}

	private send(to: AcrossLetter, letter: AcrossLetter): void {
		this.parts.mail().sendTwice(to.from, letter);
	}
}
