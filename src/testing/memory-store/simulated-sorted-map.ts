import { copyImage } from "../data-store/copy-image";
import { checkCount, checkExpiration, checkMemoryKey, checkSortKey, SortKey } from "./check-arguments";
import { throwMemoryError } from "./memory-error";
import { MemoryItem, Place } from "./memory-item";
import { MemoryServer } from "./memory-server";
import { memoryValue } from "./memory-value";
import { sendMemoryRequest } from "./send-request";
import { checkBound, RangeBound, sortedRange } from "./sorted-range";
import { updateItem } from "./update-item";

const RANGE_SIZE_MAX = 200;

/** An item of a range. */
export interface SortedMapEntry {
	readonly key: string;
	readonly value: unknown;
	readonly sortKey?: SortKey;
}

/** A value and its sort key; both nil when there is none. */
export type SortedMapAnswer = LuaTuple<[value: unknown, sortKey: SortKey | undefined]>;

/** `Enum.SortDirection`'s item, by its name or by its number, as with every method of the engine that takes an enum. */
export type SortDirection = "Ascending" | "Descending" | 0 | 1 | { readonly Name: string };

function isDescending(direction: SortDirection): boolean {
	const isItem = !typeIs(direction, "string") && !typeIs(direction, "number") && direction !== undefined;
	const named = isItem ? (direction as { readonly Name: string }).Name : direction;
	if (named === "Descending" || named === 1) return true;
	return named === "Ascending" || named === 0 ? false : throwMemoryError("InvalidRequest");
}

function answer(item: MemoryItem | undefined): SortedMapAnswer {
	return $tuple(copyImage(item?.value), item?.sortKey);
}

/**
 * One sorted map as one server sees it: the surface of the engine's MemoryStoreSortedMap (platform.md 3). Every method
 * yields, and throws the status that the request failed with.
 */
export class SimulatedSortedMap {
	private readonly place: Place;

	constructor(
		private readonly server: MemoryServer,
		name: string,
	) {
		this.place = { kind: "SortedMap", name };
	}

	/** The value and sort key, or nil when there is none or it has expired. */
	GetAsync(key: string): SortedMapAnswer {
		const checked = checkMemoryKey(key);
		return answer(this.send("GetAsync", () => this.server.backend.find(this.place, checked), checked));
	}

	/** Writes whatever is there, for `expiration` seconds. Returns whether there was something. */
	SetAsync(key: string, value: unknown, expiration: number, sortKey?: SortKey): boolean {
		const { backend } = this.server;
		const image = memoryValue(value);
		const draft = {
			key: checkMemoryKey(key),
			value: image.value,
			valueSize: image.size,
			expirationSeconds: checkExpiration(expiration),
			sortKey: checkSortKey(sortKey),
		};
		return this.send(
			"SetAsync",
			() => {
				const existed = backend.find(this.place, draft.key) !== undefined;
				backend.put(this.place, draft);
				return existed;
			},
			draft.key,
		);
	}

	/** Compare-and-set: returns what was written, value and sort key, or nil when the callback returned nil. */
	UpdateAsync<T = unknown>(
		key: string,
		callback: (current: T, sortKey: SortKey | undefined) => unknown,
		expiration: number,
	): SortedMapAnswer {
		const operation = "MemoryStoreSortedMap.UpdateAsync";
		return answer(updateItem(this.server, { operation, place: this.place, key, callback, expiration, units: 1 }));
	}

	/** Removes the key, if it is there. */
	RemoveAsync(key: string): void {
		const { backend } = this.server;
		const checked = checkMemoryKey(key);
		this.send(
			"RemoveAsync",
			() => {
				const item = backend.find(this.place, checked);
				if (item !== undefined) backend.drop(item);
			},
			checked,
		);
	}

	/** At most `count` (1 to 200) items between two bounds, neither of them included. Costs a unit for each item. */
	GetRangeAsync(
		direction: SortDirection,
		count: number,
		exclusiveLowerBound?: RangeBound,
		exclusiveUpperBound?: RangeBound,
	): Array<SortedMapEntry> {
		const { backend } = this.server;
		const descending = isDescending(direction);
		const size = checkCount(count, RANGE_SIZE_MAX);
		const [lower, upper] = [checkBound(exclusiveLowerBound), checkBound(exclusiveUpperBound)];
		const items = this.send("GetRangeAsync", () => {
			const range = sortedRange(backend.list(this.place), descending, size, lower, upper);
			backend.units.charge(this.place, math.max(range.size() - 1, 0));
			return range;
		});
		return items.map(({ key, value, sortKey }) => ({ key, value: copyImage(value), sortKey }));
	}

	/** How many items there are. */
	GetSizeAsync(): number {
		return this.send("GetSizeAsync", () => this.server.backend.list(this.place).size());
	}

	private send<T>(method: string, effect: () => T, key?: string): T {
		return sendMemoryRequest(this.server, { place: this.place, method, key, units: 1 }, effect);
	}
}
