import { MemoryItem, MemoryPort, StoreFailure } from "../../../../src/server/cloud/ports";
import { fail, Result, succeed } from "../../../../src/shared/result";

const PASSING: StoreFailure = { message: "InternalError: Internal Error", retryable: true };
const UNPUBLISHED: StoreFailure = { message: "UnpublishedPlace", retryable: false, unsent: true };

/** What the next request to a memory store does: fails before it is applied, or fails after. */
export type MemoryMishap = "fail" | "apply and fail";

interface Stored {
	readonly value: unknown;
	readonly expires: number;
}

/** Hash maps that are tables here, with the expiry that the platform has, and whose requests can be made to fail. */
export class MemoryMaps implements MemoryPort {
	/** Taken from the front, one for each request. */
	readonly plan = new Array<MemoryMishap>();
	/** False: every request is refused, as in a place that was never published. */
	available = true;
	private readonly maps = new Map<string, Map<string, Stored>>();
	private requests = 0;

	constructor(private readonly now: () => number) {}

	update(
		map: string,
		key: string,
		transform: (stored: unknown) => unknown,
		expirySeconds: number,
	): Result<unknown, StoreFailure> {
		return this.request(() => {
			const value = transform(this.peek(map, key));
			if (value !== undefined) this.put(map, key, value, expirySeconds);
			return value;
		});
	}

	read(map: string, key: string): Result<unknown, StoreFailure> {
		return this.request(() => this.peek(map, key));
	}

	remove(map: string, key: string): Result<void, StoreFailure> {
		return this.request(() => this.drop(map, key));
	}

	list(map: string): Result<ReadonlyArray<MemoryItem>, StoreFailure> {
		return this.request(() => {
			const keys = new Array<string>();
			for (const [key] of this.maps.get(map) ?? new Map<string, Stored>()) keys.push(key);
			// The platform keeps no order; a spec needs one.
			keys.sort();
			return keys
				.map((key) => ({ key, value: this.peek(map, key) }))
				.filter((item) => item.value !== undefined) as Array<MemoryItem>;
		});
	}

	/** What is there now; no request. */
	peek(map: string, key: string): unknown {
		const stored = this.maps.get(map)?.get(key);
		return stored !== undefined && stored.expires > this.now() ? stored.value : undefined;
	}

	/** Puts something there; no request. */
	put(map: string, key: string, value: unknown, expirySeconds = math.huge): void {
		const items = this.maps.get(map) ?? new Map<string, Stored>();
		items.set(key, { value, expires: this.now() + expirySeconds });
		this.maps.set(map, items);
	}

	/** Takes something away, as an eviction would; no request. */
	drop(map: string, key: string): void {
		this.maps.get(map)?.delete(key);
	}

	countRequests(): number {
		return this.requests;
	}

	private request<T>(effect: () => T): Result<T, StoreFailure> {
		this.requests += 1;
		task.wait();
		if (!this.available) return fail(UNPUBLISHED);
		const mishap = this.plan.shift();
		if (mishap === "fail") return fail(PASSING);
		const value = effect();
		return mishap === "apply and fail" ? fail(PASSING) : succeed(value);
	}
}
