import { HoldfastError, holdfastError } from "../../shared/errors";
import { fail, Result, succeed } from "../../shared/result";
import { CloudPorts } from "../cloud/ports";
import { RequestScheduler } from "../cloud/request-scheduler";
import { EMPTY_LEDGER, Ledger, ledgerOf } from "../commit/ledger";
import { inboxOf, StoredMessage } from "../inbox/stored-message";
import { isRecord, NewLabel, RecordLock } from "../store/record";
import { changeFreeRecord, FreeStep } from "./change-free-record";

/** What the store says of a document from outside. */
export interface SeenLedger {
	readonly ledger: Ledger;
	readonly inbox: ReadonlyArray<StoredMessage>;
	readonly lock?: RecordLock;
}

type Failed = HoldfastError<"cloud" | "unreadableRecord">;

/** Looks at the ledgers of documents that are open elsewhere or nowhere, and changes those that are free. Everything here yields. */
export class LedgerWriter {
	constructor(private readonly parts: { readonly cloud: CloudPorts; readonly scheduler: RequestScheduler }) {}

	/** What is stored now. */
	read(store: string, key: string): Result<SeenLedger, Failed> {
		const { cloud, scheduler } = this.parts;
		const send = () => cloud.stores.read(store, key);
		const read = scheduler.submit<unknown>({ priority: "save", store, key, cost: "read", send });
		const context = { collection: store, key };
		if (!read.ok) {
			return fail(holdfastError("cloud", "The DataStore did not answer.", { ...context, actual: read.error.message }));
		}
		const record = read.value;
		if (record === undefined) return succeed({ ledger: EMPTY_LEDGER, inbox: [] });
		if (!isRecord(record)) {
			return fail(holdfastError("unreadableRecord", "What is stored here is not a Holdfast record.", context));
		}
		return succeed({ ledger: ledgerOf(record), inbox: inboxOf(record), lock: record.lock });
	}

	/** See {@link changeFreeRecord}; what is reported is stored. One try. */
	change(
		store: string,
		key: string,
		label: NewLabel,
		change: (ledger: Ledger) => Ledger,
	): Result<FreeStep, HoldfastError<"cloud">> {
		const { cloud, scheduler } = this.parts;
		let step: FreeStep | undefined;
		const result = scheduler.submit({
			priority: "save",
			store,
			key,
			cost: "update",
			send: () =>
				cloud.stores.update(store, key, (stored, userIds) => {
					step = changeFreeRecord(stored, label, cloud.clock.unixSeconds(), change);
					return step.record !== undefined ? { value: step.record, userIds } : undefined;
				}),
		});
		if (result.ok) return succeed(step!);
		const context = { collection: store, key, actual: result.error.message };
		return fail(holdfastError("cloud", "The DataStore did not answer.", context));
	}
}
