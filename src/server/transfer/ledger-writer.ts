import { HoldfastError, holdfastError } from "../../shared/errors";
import { fail, Result, succeed } from "../../shared/result";
import { readOnce, StoreAccess, updateOnce } from "../cloud/store-access";
import { EMPTY_LEDGER, Ledger, ledgerOf } from "../commit/ledger";
import { inboxOf, StoredMessage } from "../inbox/stored-message";
import type { NewLabel, RecordLock } from "../store/record";
import { recordIn } from "../store/record-in";
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
	constructor(private readonly parts: StoreAccess) {}

	/** What is stored now. */
	read(collection: string, key: string): Result<SeenLedger, Failed> {
		const name = { collection, key };
		const found = recordIn(readOnce(this.parts, name, "save"), name);
		if (!found.ok) return found;
		const record = found.value;
		if (record === undefined) return succeed({ ledger: EMPTY_LEDGER, inbox: [] });
		return succeed({ ledger: ledgerOf(record), inbox: inboxOf(record), lock: record.lock });
	}

	/** See {@link changeFreeRecord}; what is reported is stored. One try. */
	change(
		collection: string,
		key: string,
		label: NewLabel,
		change: (ledger: Ledger) => Ledger,
	): Result<FreeStep, HoldfastError<"cloud">> {
		const name = { collection, key };
		let step: FreeStep | undefined;
		const result = updateOnce(this.parts, name, "save", (stored, userIds) => {
			step = changeFreeRecord(stored, label, this.parts.cloud.clock.unixSeconds(), change);
			return step.record !== undefined ? { value: step.record, userIds } : undefined;
		});
		if (result.ok) return succeed(step!);
		return fail(holdfastError("cloud", "The DataStore did not answer.", { ...name, actual: result.error.message }));
	}
}
