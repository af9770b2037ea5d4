import { jsonSize } from "../../shared/data/json-size";
import { HoldfastError, holdfastError } from "../../shared/errors";
import { fail, Result, succeed } from "../../shared/result";
import { StoreFailure } from "../cloud/ports";
import { quarantineKey } from "../store/keys";
import { Quarantined, quarantinedIn } from "../store/quarantine";
import { isRecord } from "../store/record";
import { DocumentAddress } from "./document-address";
import { PatientStore } from "./patient-store";
import { stateOf } from "./read-record";
import { Restorer, RestoreReport } from "./restorer";

/** What is known of an item without its value. */
export interface QuarantineInfo extends Omit<Quarantined, "value"> {
	/** Characters of the value as JSON. */
	readonly size: number;
}

/** What was found of documents and could not be used, for a person to look at. Everything here yields. */
export class QuarantineDesk {
	constructor(
		private readonly store: PatientStore,
		private readonly restorer: Restorer,
	) {}

	/** Oldest first. */
	list(address: DocumentAddress): Result<ReadonlyArray<QuarantineInfo>, HoldfastError<"cloud">> {
		const items = this.read(address);
		if (!items.ok) return items;
		return succeed(items.value.map(({ id, reason, at, value }) => ({ id, reason, at, size: jsonSize(value) })));
	}

	inspect(address: DocumentAddress, id: string): Result<Quarantined, HoldfastError<"notInQuarantine" | "cloud">> {
		const items = this.read(address);
		if (!items.ok) return items;
		const item = items.value.find((other) => other.id === id);
		return item !== undefined ? succeed(item) : fail(unknownItem(address, id));
	}

	/** Makes an item the document's data again, what is there being backed up first, and then takes it out. */
	release(address: DocumentAddress, id: string): Result<RestoreReport, HoldfastError> {
		const item = this.inspect(address, id);
		if (!item.ok) return item;
		const { value } = item.value;
		const state = isRecord(value) && address.versions.mayOpen(value) ? stateOf(value) : undefined;
		if (state === undefined) {
			const context = contextOf(address, id);
			return fail(holdfastError("unreadableRecord", "What is in quarantine is no record that has data.", context));
		}
		const restored = this.restorer.restore(address, { state, label: `quarantine ${id}` });
		if (!restored.ok) return restored;
		const purged = this.purge(address, id);
		return purged.ok || purged.error.kind === "notInQuarantine" ? restored : purged;
	}

	/** Takes out one item, or all of them; gives how many that were. */
	purge(address: DocumentAddress, id?: string): Result<number, HoldfastError<"notInQuarantine" | "cloud">> {
		let purged = 0;
		const updated = this.store.update(address.collection.name, quarantineKey(address.key), (stored, userIds) => {
			const items = quarantinedIn(stored);
			const kept = items.filter((item) => id !== undefined && item.id !== id);
			const found = items.size() - kept.size();
			// A run that finds none may come after a try that was applied although it reported an error.
			purged = math.max(purged, found);
			return found > 0 ? { value: { items: kept }, userIds } : undefined;
		});
		if (!updated.ok) return fail(noAnswer(address, updated.error));
		return purged > 0 || id === undefined ? succeed(purged) : fail(unknownItem(address, id));
	}

	private read(address: DocumentAddress): Result<ReadonlyArray<Quarantined>, HoldfastError<"cloud">> {
		const read = this.store.read(address.collection.name, quarantineKey(address.key));
		return read.ok ? succeed(quarantinedIn(read.value)) : fail(noAnswer(address, read.error));
	}
}

function contextOf(address: DocumentAddress, actual: string) {
	return { collection: address.collection.name, key: address.key, actual };
}

function unknownItem(address: DocumentAddress, id: string): HoldfastError<"notInQuarantine"> {
	return holdfastError("notInQuarantine", "There is no such item in quarantine.", contextOf(address, id));
}

function noAnswer(address: DocumentAddress, failure: StoreFailure): HoldfastError<"cloud"> {
	return holdfastError("cloud", "The DataStore did not answer.", contextOf(address, failure.message));
}
