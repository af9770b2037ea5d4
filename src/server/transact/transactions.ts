import type { LogSink } from "../../shared/log";
import type { Result } from "../../shared/result";
import type { CloudPorts } from "../cloud/ports";
import type { RequestScheduler } from "../cloud/request-scheduler";
import type { Collection } from "../collection";
import type { CommitContext } from "../commit/document";
import type { ServerLetter, ServerMail } from "../handoff/server-mail";
import type { OpenError } from "../session/open-session";
import type { Session } from "../session/session";
import type { MarkerNotes } from "../session/session-writer";
import type { SlotTable } from "../session/slot-table";
import type { DocumentName } from "../store/document-name";
import { checkKey } from "../store/keys";
import type { DocumentForm } from "../validate/document-form";
import { Across } from "./across/across";
import { GuestDesk } from "./across/guest-desk";
import { MarkerBook } from "./marker-book";
import { MarkerKeeper } from "./marker-keeper";
import { AnySession, GroupRecipe, unfitAcross } from "./propose";
import { Resolver } from "./resolver";
import { Transactor, TransactOutcome } from "./transactor";

/** What the transactions of one server work with. */
export interface TransactionsParts {
	readonly cloud: CloudPorts;
	readonly scheduler: RequestScheduler;
	readonly slots: SlotTable;
	readonly owner: string;
	/** The map of what servers want of each other's documents. */
	readonly offers: string;
	/** How often open documents are saved, as things are now. */
	readonly intervalSeconds: () => number;
	readonly log: LogSink;
	readonly mail: () => ServerMail;
	readonly formOf: (collection: Collection<object>) => DocumentForm<object>;
}

/** How a document that nobody has open is opened for a moment. */
export interface MomentaryOpen {
	/** Yields. */
	readonly open: (collection: Collection<object>, key: string) => Result<Session<object>, OpenError>;
	readonly close: (session: Session<object>) => void;
}

const OPEN_AGAIN_SECONDS = 0.5;

/** Everything about transactions on one server, wired. */
export class Transactions {
	readonly transactor: Transactor;
	readonly resolver: Resolver;
	/** Sees to what they leave in records. */
	readonly keeper: MarkerKeeper;
	private readonly book: MarkerBook;
	private readonly across: Across;
	private readonly guests: GuestDesk;

	constructor(private readonly parts: TransactionsParts) {
		const { cloud, scheduler, slots, intervalSeconds, log } = parts;
		const { clock, memory } = cloud;
		const book = new MarkerBook(clock);
		const resolver = new Resolver({ cloud, scheduler, book });
		const transactor = new Transactor({ resolver, book, log, createId: () => cloud.createId() });
		const find = ({ collection, key }: DocumentName) => {
			const session = slots.find(collection, key)?.session;
			return session?.getState() === "open" ? session : undefined;
		};
		const between = { ...parts, transactor, resolver, book };
		this.book = book;
		this.resolver = resolver;
		this.transactor = transactor;
		this.keeper = new MarkerKeeper({ clock, book, resolver, intervalSeconds, find });
		this.across = new Across(between);
		this.guests = new GuestDesk({
			...between,
			clock,
			memory,
			formOf: (session) => parts.formOf(session.definition),
		});
	}

	/** A letter from another server, about whatever. */
	hear(letter: ServerLetter): void {
		if (letter.kind !== "across") return;
		this.across.receive(letter);
		this.guests.receive(letter);
	}

	/** What the writes of a document's session may take out of its record. */
	markersOf(name: DocumentName): MarkerNotes {
		const { book } = this;
		return {
			toSettle: (revision) => book.toSettle(name, revision),
			toForget: () => book.toForget(name),
			wrote: (settled, forgotten) => {
				for (const group of settled) book.clean(group, name);
				for (const group of forgotten) book.forget(group);
			},
		};
	}

	/** With a document wherever it is; yields until it is decided. */
	runAcross(
		session: AnySession,
		collection: Collection<object>,
		key: string,
		recipe: GroupRecipe,
		momentary: MomentaryOpen,
		context?: CommitContext,
	): TransactOutcome {
		const { slots, formOf } = this.parts;
		const refused = checkKey(key, collection.name) ?? unfitAcross(session, collection.name, key);
		if (refused !== undefined) return { kind: "rejected", errors: [refused] };
		const other = { collection: collection.name, key, form: formOf(collection) };
		while (true) {
			const here = slots.openSession(collection.name, key);
			if (here !== undefined) return this.transactor.run([session, here], recipe, context).expect();
			const outcome = this.across.run(session, other, recipe, context);
			if (!typeIs(outcome, "string")) return outcome;
			const opened = momentary.open(collection, key);
			if (opened.ok) {
				const done = this.transactor.run([session, opened.value], recipe, context).expect();
				momentary.close(opened.value);
				return done;
			}
			// Being opened here, or given free at this moment.
			if (opened.error.kind !== "alreadyOpen") return { kind: "rejected", errors: [opened.error] };
			task.wait(OPEN_AGAIN_SECONDS);
		}
	}
}
