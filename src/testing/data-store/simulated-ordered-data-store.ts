import { checkWhole } from "./check-whole";
import { throwDataStoreError } from "./data-store-error";
import { KeyAddress, keysOfScope } from "./key-address";
import { listSorted, SortedItem } from "./list-sorted";
import { OrderedEntry } from "./ordered-backend";
import { SimulatedPages } from "./pages";
import { ReadCache } from "./read-cache";
import { sendRead, sendWrite } from "./request";
import { GetOptions } from "./request-options";
import { StoreContext } from "./store-context";
import { updateOrderedKey } from "./update-ordered-key";

const BATCH_MAX = 100;

/** What BatchGetAsync found, by key; a key that holds nothing is not in it. */
export type BatchAnswer = Record<string, { readonly value: number }>;

/**
 * One OrderedDataStore as one server sees it: whole numbers that can be listed in their order. User ids, metadata and key
 * info do not exist here and are ignored, and a removal is for good (platform.md 1).
 */
export class SimulatedOrderedDataStore {
	private readonly cache: ReadCache<OrderedEntry>;

	constructor(
		private readonly context: StoreContext,
		readonly Name: string,
		private readonly scope: string,
	) {
		this.cache = new ReadCache(context.timeline);
	}

	/** The value as it was at some moment of the call, or with the cache of the last four seconds. */
	GetAsync(key: string, options?: GetOptions): number | undefined {
		const address = this.resolve(key);
		const cached = options?.UseCache !== false ? this.cache.find(address) : undefined;
		if (cached !== undefined) return cached.entry?.value;
		const entry = this.read(address);
		this.cache.keep(address, entry);
		return entry?.value;
	}

	/** Writes whatever is there: the last write wins. */
	SetAsync(key: string, value: unknown): void {
		const address = this.resolve(key);
		const whole = checkWhole(value);
		this.cache.keep(
			address,
			this.write("OrderedWrite", address, () => this.context.backend.ordered.write(address, whole)),
		);
	}

	/** Compare-and-set: returns what was written, or nil when the transform returned nil. */
	UpdateAsync(key: string, transform: (current: number | undefined) => number | undefined): number | undefined {
		const address = this.resolve(key);
		const entry = updateOrderedKey(this.context, address, transform);
		if (entry !== undefined) this.cache.keep(address, entry);
		return entry?.value;
	}

	/** Adds a whole number, 1 if none is given; a key that holds nothing counts as 0. Returns the sum. */
	IncrementAsync(key: string, delta: unknown = 1): number {
		const address = this.resolve(key);
		const whole = checkWhole(delta);
		const { ordered } = this.context.backend;
		const entry = this.write("OrderedIncrement", address, () =>
			ordered.write(address, (ordered.read(address)?.value ?? 0) + whole),
		);
		this.cache.keep(address, entry);
		return entry.value;
	}

	/** Takes the key out for good; returns what it held. */
	RemoveAsync(key: string): number | undefined {
		const address = this.resolve(key);
		const before = sendWrite(this.context, { kind: "OrderedRemove", address }, () =>
			this.context.backend.ordered.remove(address),
		);
		this.cache.keep(address, undefined);
		return before?.value;
	}

	/** The values of 1 to 100 keys at one moment, past the cache; it costs as many reads as there are keys. */
	BatchGetAsync(keys: ReadonlyArray<string>): BatchAnswer {
		const valid = typeIs(keys, "table") && keys.size() >= 1 && keys.size() <= BATCH_MAX;
		// The platform's own wording is not known.
		if (!valid) throwDataStoreError(106, `BatchGetAsync takes 1 to ${BATCH_MAX} keys.`);
		const addresses = keys.map((key) => this.resolve(key));
		return sendRead(this.context, { kind: "BatchGetAsync", cost: addresses.size() }, () => {
			const answer: BatchAnswer = {};
			for (const address of addresses) {
				const entry = this.context.backend.ordered.read(address);
				if (entry !== undefined) answer[address.key] = { value: entry.value };
			}
			return answer;
		});
	}

	/** Keys and values in the order of the values; a page has 50 items, or as many as is said up to 100. */
	GetSortedAsync(ascending: boolean, pageSize?: number, min?: number, max?: number): SimulatedPages<SortedItem> {
		const { Name: store, scope } = this;
		return listSorted(this.context, { store, scope, ascending: ascending === true, pageSize, min, max });
	}

	private resolve(key: unknown): KeyAddress {
		return keysOfScope(this.Name, this.scope)(key);
	}

	private read(address: KeyAddress): OrderedEntry | undefined {
		return sendRead(this.context, { kind: "OrderedGet", address }, () => this.context.backend.ordered.read(address));
	}

	private write<T>(kind: "OrderedWrite" | "OrderedIncrement", address: KeyAddress, effect: () => T): T {
		return sendWrite(this.context, { kind, address }, effect);
	}
}
