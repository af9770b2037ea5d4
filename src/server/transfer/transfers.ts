import { jsonSize } from "../../shared/data/json-size";
import { Path } from "../../shared/data/path";
import { DeltaAt, PathArgument, ValueAt } from "../../shared/data/typed-path";
import { HoldfastError, holdfastError } from "../../shared/errors";
import { fail, Result, succeed } from "../../shared/result";
import { CloudPorts } from "../cloud/ports";
import { Collection } from "../collection";
import { expiryOf } from "../inbox/expiry";
import { MESSAGE_SIZE_MAX } from "../inbox/stored-message";
import type { Session } from "../session/session";
import { checkKey } from "../store/keys";
import type { FormTable } from "../validate/form-table";
import { Cargo } from "./cargo";
import { Courier } from "./courier";
import { countOutbox, inOrder, OUTBOX_MAX, OutboxEntry, outboxOf, withTransfer } from "./outbox";
import { takeCargo } from "./take-cargo";

/** The keys of what a place is declared to hold. */
export type ItemAt<T, P extends Path> =
	ValueAt<T, P> extends ReadonlyMap<infer K, unknown>
		? Extract<K, string>
		: ValueAt<T, P> extends ReadonlySet<infer V>
			? Extract<V, string>
			: Extract<keyof ValueAt<T, P>, string>;

/** What a transfer takes from a document of this type: an amount of a number, or one entry of a map or record by its key. */
export type CargoOf<T, P extends Path> =
	| { readonly path: PathArgument<T, P>; readonly amount: DeltaAt<T, P>; readonly item?: undefined }
	| { readonly path: PathArgument<T, P>; readonly item: ItemAt<T, P>; readonly amount?: undefined };

/** Where a transfer goes. */
export interface TransferTarget<U extends object> {
	readonly collection: Collection<U>;
	readonly key: string;
	/** Where it is put there. Default: where it was taken from. */
	readonly path?: Path;
}

/** See {@link DataManager.transfer}. */
export interface TransferOptions {
	/** Seconds after which it is taken back if it has not arrived. 1 to 31,536,000 (a year); default 7 days. */
	readonly expirySeconds?: number;
}

/**
 * A transfer that was made. `sent`: it is in the receiver's inbox, or was handled already. `underWay`: it is in the giver's
 * document only; it is saved and sent from there as soon as that can be done.
 */
export interface TransferReport {
	readonly id: string;
	readonly state: "sent" | "underWay";
}

export type TransferResult = Result<TransferReport, HoldfastError>;

/** A transfer that has left its giver and is not known to have arrived. */
export interface TransferInTransit {
	readonly id: string;
	readonly to: { readonly collection: string; readonly key: string; readonly path: Path };
	readonly cargo: Cargo;
	/** Unix seconds. */
	readonly sentAt: number;
	/** Unix seconds. */
	readonly expires: number;
}

export const TRANSFER_EXPIRY_SECONDS = 7 * 24 * 3600;

/** What transfers work with. */
export interface TransfersParts {
	readonly cloud: CloudPorts;
	readonly forms: FormTable;
	readonly courier: Courier;
}

/** Takes from open documents what is to go to others. */
export class Transfers {
	constructor(private readonly parts: TransfersParts) {}

	/** What is taken and the note that it is under way are one commit, which is saved before anything is sent. Yields. */
	transfer(
		session: Session<object>,
		cargo: Cargo,
		to: TransferTarget<object>,
		options: TransferOptions = {},
	): TransferResult {
		const taken = this.take(session, cargo, to, options);
		if (!taken.ok) {
			const { context } = taken.error;
			const { collection, key } = session;
			return fail({ ...taken.error, context: { collection, key, ...context } });
		}
		const id = taken.value;
		this.parts.courier.begin(session, id);
		const saved = session.saveAs("receipt").expect();
		// A transaction that came to nothing has taken it back, too.
		const isGone = outboxOf(session.ledger())[id] === undefined;
		if (!saved.ok && (isGone || saved.error.kind === "sessionLost")) return saved;
		const step = saved.ok ? this.parts.courier.step(session, id) : "later";
		return succeed({ id, state: step === "later" ? "underWay" : "sent" });
	}

	/** The transfers of a document that have not ended, oldest first. */
	inTransit(session: Session<object>): ReadonlyArray<TransferInTransit> {
		const ledger = session.ledger();
		const all = inOrder(ledger).map((id): TransferInTransit => {
			const { to, cargo, path, sentAt, expires } = outboxOf(ledger)[id];
			const { path: from, amount, item } = cargo;
			const taken: Cargo = item !== undefined ? { path: from, item } : { path: from, amount: amount! };
			return { id, to: { collection: to.collection, key: to.key, path }, cargo: taken, sentAt, expires };
		});
		return table.freeze(all);
	}

	private take(
		session: Session<object>,
		cargo: Cargo,
		{ collection, key, path }: TransferTarget<object>,
		{ expirySeconds }: TransferOptions,
	): Result<string, HoldfastError> {
		const { cloud, forms } = this.parts;
		const invalid = checkKey(key, collection.name) ?? this.checkTarget(session, collection, key);
		if (invalid !== undefined) return fail(invalid);
		const sentAt = cloud.clock.unixSeconds();
		const expires = expiryOf(sentAt, expirySeconds ?? TRANSFER_EXPIRY_SECONDS);
		if (!expires.ok) return expires;
		if (countOutbox(session.ledger()) >= OUTBOX_MAX) {
			const actual = `${OUTBOX_MAX} transfers`;
			return fail(holdfastError("outboxFull", "Too many transfers of this document are under way.", { actual }));
		}
		const id = cloud.createId();
		const label = forms.of(collection).label();
		const before = takeCargo(session.data as object, forms.of(session.definition), cargo);
		if (!before.ok) return before;
		const stored = before.value.cargo;
		const size = jsonSize(stored, MESSAGE_SIZE_MAX);
		if (size > MESSAGE_SIZE_MAX) {
			const context = {
				path: stored.path,
				expected: `at most ${MESSAGE_SIZE_MAX} bytes of JSON`,
				actual: `${size} bytes`,
			};
			return fail(holdfastError("tooLarge", "The item is too large to be sent.", context));
		}
		const entry: OutboxEntry = {
			to: { collection: collection.name, key, ...label },
			cargo: stored,
			path: path ?? stored.path,
			sentAt,
			expires: expires.value,
		};
		const ledger = withTransfer(session.ledger(), id, entry);
		const done = session.commitWith(() => succeed(before.value.edit), ledger, { transfer: id });
		return done.ok ? succeed(id) : done;
	}

	private checkTarget(session: Session<object>, { name }: Collection<object>, key: string): HoldfastError | undefined {
		if (session.collection !== name || session.key !== key) return undefined;
		return holdfastError("invalidTransfer", "A document can give nothing to itself.", { collection: name, key });
	}
}
