import { copyImage } from "../data-store/copy-image";
import { checkCount, checkExpiration, checkMemoryKey } from "./check-arguments";
import { listPage } from "./list-page";
import { Place } from "./memory-item";
import { MemoryServer } from "./memory-server";
import { memoryValue } from "./memory-value";
import { sendMemoryRequest } from "./send-request";
import { SimulatedHashMapPages } from "./simulated-hash-map-pages";
import { updateItem } from "./update-item";

const PAGE_SIZE_MAX = 200;
// platform.md 3: "HashMap.UpdateAsync ≥2".
const UPDATE_UNITS = 2;

/**
 * One hash map as one server sees it: the surface of the engine's MemoryStoreHashMap (platform.md 3). Every method yields,
 * and throws the status that the request failed with.
 */
export class SimulatedHashMap {
	private readonly place: Place;

	constructor(
		private readonly server: MemoryServer,
		name: string,
	) {
		this.place = { kind: "HashMap", name };
	}

	/** The value, or nil when there is none or it has expired. */
	GetAsync(key: string): unknown {
		const checked = checkMemoryKey(key);
		return copyImage(this.send("GetAsync", () => this.server.backend.find(this.place, checked), checked)?.value);
	}

	/** Writes whatever is there, for `expiration` seconds. Returns whether there was something. */
	SetAsync(key: string, value: unknown, expiration: number): boolean {
		const { backend } = this.server;
		const image = memoryValue(value);
		const expirationSeconds = checkExpiration(expiration);
		const draft = { key: checkMemoryKey(key), value: image.value, valueSize: image.size, expirationSeconds };
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

	/** Compare-and-set: returns what was written, or nil when the callback returned nil. */
	UpdateAsync<T = unknown>(key: string, callback: (current: T) => unknown, expiration: number): unknown {
		const operation = "MemoryStoreHashMap.UpdateAsync";
		const request = { operation, place: this.place, key, callback, expiration, units: UPDATE_UNITS };
		return copyImage(updateItem(this.server, request)?.value);
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

	/** Every item, in no order, `count` (1 to 200) of them a page. */
	ListItemsAsync(count: number): SimulatedHashMapPages {
		const { backend } = this.server;
		const size = checkCount(count, PAGE_SIZE_MAX);
		const first = this.send("ListItemsAsync", () => listPage(backend, this.place, undefined, size));
		return new SimulatedHashMapPages(first, (page) =>
			this.send("ListItemsAsync", () => listPage(backend, this.place, page.last, size)),
		);
	}

	private send<T>(method: string, effect: () => T, key?: string): T {
		return sendMemoryRequest(this.server, { place: this.place, method, key, units: 1 }, effect);
	}
}
