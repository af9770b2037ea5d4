import { HoldfastError, holdfastError } from "../../shared/errors";
import { thrownText } from "../../shared/thrown-text";
import type { CommitContext } from "../commit/document";
import { documentId } from "../store/document-name";
import { GroupSave, GroupSaveParts } from "./group-save";
import { AnySession, editBy, Errors, findUnfit, GroupEdit, GroupRecipe, propose } from "./propose";

/**
 * What became of a transaction.
 *
 * - `committed` – all of it is in the DataStore, for all documents.
 * - `rejected` – nothing was changed anywhere: a document is not open, the function failed, what it made is not valid.
 * - `aborted` – it was there on this server for a moment and could not be saved for all, since another server has taken
 *   one of the documents. It is gone for all of them; sessions that are still here go back to before it, and end. With the
 *   reason `undecided` nobody can know here what became of it, for the record that says it cannot be read: the sessions end
 *   without another write, and whoever can read that record finds it there, for all documents or for none. Of `transactAcross`
 *   nothing was there in memory, so no session ends.
 */
export type TransactOutcome =
	| { readonly kind: "committed" }
	| { readonly kind: "rejected"; readonly errors: ReadonlyArray<HoldfastError> }
	| { readonly kind: "aborted"; readonly reason: HoldfastError };

/** What a transactor works with. */
export interface TransactorParts extends GroupSaveParts {
	readonly createId: () => string;
}

/** How one is committed. */
export interface SubmitOptions {
	readonly context?: CommitContext;
	/** How long it may wait for others before it begins. Default: as long as it takes. */
	readonly waitSeconds?: number;
}

/** A document that no transaction of this server gets until it is given back. */
export type Reservation = object;

/** Waits for documents to have them alone. */
interface Claim {
	readonly documents: ReadonlyArray<string>;
	readonly take: (batch: Batch) => void;
}

interface Request {
	readonly take?: undefined;
	readonly sessions: ReadonlyArray<AnySession>;
	readonly documents: ReadonlyArray<string>;
	readonly edit: GroupEdit;
	readonly context?: CommitContext;
	readonly resolve: (outcome: TransactOutcome) => void;
}

/** Transactions that are saved together, since they share documents. */
interface Batch {
	readonly documents: Set<string>;
	readonly requests: Array<Request>;
	/** Has its documents for something else than saving them here. */
	claim?: Claim;
}

// A batch shares its fate: the more documents, the more are taken back when one of them is lost.
const BATCH_DOCUMENTS_MAX = 10;
const BATCH_REQUESTS_MAX = 100;

/**
 * Transactions over documents that are open on this server. While a document's transaction is being saved, others that
 * want it wait, each for all of its documents at once, so there is no deadlock; in the order in which they came, so none is
 * passed by for ever. Those that have waited for the same documents are saved together: under load a trade takes fewer
 * writes than two.
 */
export class Transactor {
	private waiting = new Array<Request | Claim>();
	private readonly running = new Set<Batch>();

	constructor(private readonly parts: TransactorParts) {}

	/** Resolves when it is decided. `recipe` gets a copy of each document, in the order of `sessions`. */
	run(sessions: ReadonlyArray<AnySession>, recipe: GroupRecipe, context?: CommitContext): Promise<TransactOutcome> {
		return this.submit(sessions, editBy(recipe), { context });
	}

	/** The same by an edit, which sees the documents as they are when its turn has come. */
	submit(
		sessions: ReadonlyArray<AnySession>,
		edit: GroupEdit,
		{ context, waitSeconds }: SubmitOptions,
	): Promise<TransactOutcome> {
		const unfit = findUnfit(sessions);
		if (unfit !== undefined) return Promise.resolve<TransactOutcome>({ kind: "rejected", errors: [unfit] });
		const documents = sessions.map((session) => documentId(session.party.name));
		return new Promise((resolve) => {
			const request: Request = { sessions, documents, edit, context, resolve };
			this.waiting.push(request);
			this.advance();
			if (waitSeconds !== undefined && this.waiting.includes(request)) {
				task.delay(waitSeconds, () => this.giveUp(request, waitSeconds));
			}
		});
	}

	/** Resolves when no transaction of this server has the document, and keeps the others off it. */
	reserve(session: AnySession): Promise<Reservation> {
		return new Promise((resolve) => this.claim({ documents: [documentId(session.party.name)], take: resolve }));
	}

	/** The same, or nil when that takes longer: who waits for others while others wait for it must not do so for ever. */
	reserveWithin(session: AnySession, seconds: number): Promise<Reservation | undefined> {
		return new Promise<Reservation | undefined>((resolve) => {
			const claim: Claim = { documents: [documentId(session.party.name)], take: resolve };
			this.claim(claim);
			task.delay(seconds, () => {
				if (!this.waiting.includes(claim)) return;
				this.waiting = this.waiting.filter((other) => other !== claim);
				resolve(undefined);
				this.advance();
			});
		});
	}

	private claim(claim: Claim): void {
		this.waiting.push(claim);
		this.advance();
	}

	giveBack(reservation: Reservation): void {
		this.running.delete(reservation as Batch);
		this.advance();
	}

	/** One that is waiting still leaves the queue. */
	private giveUp(request: Request, seconds: number): void {
		if (!this.waiting.includes(request)) return;
		this.waiting = this.waiting.filter((other) => other !== request);
		const taken = this.taken();
		const index = math.max(
			request.documents.findIndex((document) => taken.has(document)),
			0,
		);
		const timeout = holdfastError("lockTimeout", "Other transactions had the document for too long.", {
			...request.sessions[index].party.name,
			expected: `at most ${seconds} seconds`,
		});
		request.resolve({ kind: "rejected", errors: [timeout] });
		// Others may have waited behind it.
		this.advance();
	}

	/** The documents of all that are being saved. */
	private taken(): Set<string> {
		const taken = new Set<string>();
		for (const batch of this.running) for (const document of batch.documents) taken.add(document);
		return taken;
	}

	/** Begins whatever need not wait. */
	private advance(): void {
		const batches = this.takeBatches();
		// All of them are noted before any begins: what one tells the game may ask for more.
		for (const batch of batches) this.running.add(batch);
		// In threads of their own: whoever asked may be cancelled.
		for (const batch of batches) {
			if (batch.claim !== undefined) batch.claim.take(batch);
			else task.spawn(() => this.save(batch));
		}
	}

	private takeBatches(): ReadonlyArray<Batch> {
		const claimed = this.taken();
		const batches = new Array<Batch>();
		const left = new Array<Request | Claim>();
		for (const request of this.waiting) {
			const batch = batchFor(request, claimed, batches);
			if (batch !== undefined) {
				if (request.take === undefined) batch.requests.push(request);
				else batch.claim = request;
				for (const document of request.documents) batch.documents.add(document);
				if (!batches.includes(batch)) batches.push(batch);
			} else {
				left.push(request);
				for (const document of request.documents) claimed.add(document);
			}
		}
		this.waiting = left;
		return batches;
	}

	/** Yields. */
	private save(batch: Batch): void {
		const group = this.parts.createId();
		const changed = new Map<string, AnySession>();
		const saved = this.commitAll(batch, group, changed);
		let outcome: TransactOutcome = { kind: "committed" };
		if (!changed.isEmpty()) {
			const sessions = inOrder(changed);
			for (const { party } of sessions) party.committed();
			const { state, reason } = new GroupSave(
				this.parts,
				group,
				sessions.map(({ party }) => party),
			).run();
			if (state !== "committed") outcome = { kind: "aborted", reason: reason! };
		}
		this.running.delete(batch);
		for (const request of saved) request.resolve(outcome);
		this.advance();
	}

	/** Runs a batch's transactions one after the other. Gives those that are to be saved now. */
	private commitAll({ requests }: Batch, group: string, changed: Map<string, AnySession>): ReadonlyArray<Request> {
		const saved = new Array<Request>();
		const left = [...requests];
		while (!left.isEmpty()) {
			const request = left[0];
			const errors = this.commit(request, group, changed);
			// Not with the others: it and those behind it come next.
			if (errors?.some(({ kind }) => kind === "tooLarge") === true && !changed.isEmpty()) break;
			left.shift();
			if (errors === undefined) saved.push(request);
			else request.resolve({ kind: "rejected", errors });
		}
		this.waiting = [...left, ...this.waiting];
		return saved;
	}

	/** Changes all documents of one transaction before anybody hears of one. Gives what is wrong, where nothing is changed. */
	private commit(
		{ sessions, edit: groupEdit, context }: Request,
		group: string,
		changed: Map<string, AnySession>,
	): Errors | undefined {
		const [ran, proposed] = pcall(() => propose(sessions, groupEdit));
		if (!ran) {
			// Whatever has thrown, nobody waits for these documents in vain.
			for (const { party } of sessions) party.editor.cancel();
			return [holdfastError("recipeThrew", `The transaction failed: ${thrownText(proposed)}`)];
		}
		if (!proposed.ok) return proposed.error;
		const proposals = proposed.value.filter(({ edit }) => !edit.changes.isEmpty());
		for (const { session, edit } of proposals) {
			const { party } = session;
			if (!party.isHeld()) party.hold();
			party.editor.accept(edit, { ...context, transaction: group });
			changed.set(documentId(party.name), session);
		}
		for (const { session } of proposals) session.party.editor.tell();
		return undefined;
	}
}

/** The batch that a request can go with now: a new one if it shares no document with any; undefined if it has to wait. */
function batchFor(
	{ documents, take }: Request | Claim,
	claimed: Set<string>,
	batches: ReadonlyArray<Batch>,
): Batch | undefined {
	if (documents.some((document) => claimed.has(document))) return undefined;
	const sharing = batches.filter((batch) => documents.some((document) => batch.documents.has(document)));
	if (sharing.isEmpty()) return { documents: new Set(), requests: [] };
	const [batch] = sharing;
	const more = documents.filter((document) => !batch.documents.has(document)).size();
	const fits = batch.documents.size() + more <= BATCH_DOCUMENTS_MAX && batch.requests.size() < BATCH_REQUESTS_MAX;
	return sharing.size() === 1 && fits && take === undefined && batch.claim === undefined ? batch : undefined;
}

function inOrder(sessions: ReadonlyMap<string, AnySession>): ReadonlyArray<AnySession> {
	const entries = new Array<[string, AnySession]>();
	for (const [id, session] of sessions) entries.push([id, session]);
	entries.sort((a, b) => a[0] < b[0]);
	return entries.map(([, session]) => session);
}
