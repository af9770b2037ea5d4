import { fail, Result, succeed } from "../../shared/result";
import { classifyMemoryError } from "./memory-errors";
import { MemoryItem, MemoryPort, StoreFailure } from "./ports";
import { TransformGuard } from "./transform-guard";

/** Pages of a hash map's listing, as far as Holdfast turns them. */
export interface HashMapPagesLike {
	readonly IsFinished: boolean;
	GetCurrentPage(): ReadonlyArray<unknown>;
	AdvanceToNextPageAsync(): void;
}

/** As much of a MemoryStoreHashMap as Holdfast calls: the engine's own fits, and so does the simulated cloud's. */
export interface HashMapLike {
	GetAsync(key: string): unknown;
	UpdateAsync(key: string, transform: (stored: unknown) => unknown, expiration: number): unknown;
	RemoveAsync(key: string): void;
	ListItemsAsync(count: number): HashMapPagesLike;
}

/** As much of MemoryStoreService as Holdfast calls. */
export interface MemoryStoreServiceLike {
	GetHashMap(name: string): HashMapLike;
}

/** The most that one page may have. */
const PAGE_SIZE = 200;

/** Memory stores of the engine, or of what looks like it. Getting a map throws where there are none, so it is a request. */
export class RobloxMemory implements MemoryPort {
	constructor(private readonly service: MemoryStoreServiceLike) {}

	update(
		map: string,
		key: string,
		transform: (stored: unknown) => unknown,
		expirySeconds: number,
	): Result<unknown, StoreFailure> {
		const guard = new TransformGuard<unknown, void, unknown>(transform);
		const answer = this.request(map, (hashMap) =>
			hashMap.UpdateAsync(key, (stored) => guard.run(stored), expirySeconds),
		);
		const mishap = guard.failure();
		return mishap !== undefined ? fail(mishap) : answer;
	}

	read(map: string, key: string): Result<unknown, StoreFailure> {
		return this.request(map, (hashMap) => hashMap.GetAsync(key));
	}

	remove(map: string, key: string): Result<void, StoreFailure> {
		return this.request(map, (hashMap) => hashMap.RemoveAsync(key));
	}

	list(map: string): Result<ReadonlyArray<MemoryItem>, StoreFailure> {
		return this.request(map, (hashMap) => {
			const items = new Array<MemoryItem>();
			const pages = hashMap.ListItemsAsync(PAGE_SIZE);
			while (true) {
				for (const item of pages.GetCurrentPage() as ReadonlyArray<MemoryItem>) items.push(item);
				if (pages.IsFinished) return items;
				pages.AdvanceToNextPageAsync();
			}
		});
	}

	private request<T>(map: string, send: (hashMap: HashMapLike) => T): Result<T, StoreFailure> {
		const [ok, answer] = pcall(() => send(this.service.GetHashMap(map)));
		return ok ? succeed(answer as T) : fail(classifyMemoryError(answer));
	}
}
