import { fail, Result, succeed } from "../../shared/result";
import { MemoryItem, MemoryPort, StoreFailure } from "./ports";

/** As much of the pages of a hash map as Holdfast reads. */
export interface HashMapPagesLike {
	readonly IsFinished: boolean;
	GetCurrentPage(): ReadonlyArray<unknown>;
	AdvanceToNextPageAsync(): void;
}

/** As much of a MemoryStoreHashMap as Holdfast calls. */
export interface HashMapLike {
	GetAsync(key: string): unknown;
	UpdateAsync(key: string, transform: (stored: never) => unknown, expiration: number): unknown;
	RemoveAsync(key: string): unknown;
	ListItemsAsync(count: number): HashMapPagesLike;
}

/** As much of MemoryStoreService as Holdfast calls. */
export interface MemoryStoreServiceLike {
	GetHashMap(name: string): HashMapLike;
}

const PAGE_SIZE = 200;
// Statuses that say the request itself is wrong (platform.md 3).
const FATAL = ["ItemValueSizeTooLarge", "InvalidRequest", "AccessDenied", "InvalidExpirationTime", "UnpublishedPlace"];

function classify(problem: unknown): StoreFailure {
	const message = tostring(problem);
	return { message, retryable: !FATAL.some((status) => message.find(status, 1, true)[0] !== undefined) };
}

function attempt<T>(request: () => T): Result<T, StoreFailure> {
	const [ok, value] = pcall(request);
	return ok ? succeed(value as T) : fail(classify(value));
}

/** The port to hash maps on the engine's service, which is asked for at each request: in some places there is none. */
export function createMemory(service: () => MemoryStoreServiceLike): MemoryPort {
	return {
		update(map, key, transform, expirySeconds) {
			return attempt(() => service().GetHashMap(map).UpdateAsync(key, transform, expirySeconds));
		},
		read(map, key) {
			return attempt(() => service().GetHashMap(map).GetAsync(key));
		},
		remove(map, key) {
			return attempt(() => {
				service().GetHashMap(map).RemoveAsync(key);
			});
		},
		list(map) {
			return attempt((): ReadonlyArray<MemoryItem> => {
				const pages = service().GetHashMap(map).ListItemsAsync(PAGE_SIZE);
				const items = new Array<MemoryItem>();
				while (true) {
					for (const item of pages.GetCurrentPage() as ReadonlyArray<MemoryItem>) items.push(item);
					if (pages.IsFinished) return items;
					pages.AdvanceToNextPageAsync();
				}
			});
		},
	};
}
