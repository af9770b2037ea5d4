import { copyImage } from "../data-store/copy-image";
import { checkCount, checkExpiration } from "./check-arguments";
import { throwMemoryError } from "./memory-error";
import { Place } from "./memory-item";
import { MemoryServer } from "./memory-server";
import { memoryValue } from "./memory-value";
import { isHidden, QueueReading, readQueue, removeReading } from "./queue-reading";
import { sendMemoryRequest } from "./send-request";

const READ_COUNT_MAX = 100;
const POLL_SECONDS = 2;
const FOR_EVER = -1;

/** Values that were read, and what RemoveAsync takes to remove them; no values and nil when the wait was in vain. */
export type QueueAnswer = LuaTuple<[items: Array<unknown>, id: string | undefined]>;

function checkNumber(value: unknown): number {
	return typeIs(value, "number") && value === value ? value : throwMemoryError("InvalidRequest");
}

/**
 * One queue as one server sees it: the surface of the engine's MemoryStoreQueue (platform.md 3). Every method yields, and
 * throws the status that the request failed with. What was read and not removed in time is read again, perhaps elsewhere.
 */
export class SimulatedQueue {
	private readonly place: Place;

	constructor(
		private readonly server: MemoryServer,
		name: string,
		private readonly invisibilitySeconds: number,
	) {
		this.place = { kind: "Queue", name };
	}

	/** Adds an item for `expiration` seconds, behind all of its priority and before all of a lower one. */
	AddAsync(value: unknown, expiration: number, priority = 0): void {
		const { backend } = this.server;
		const image = memoryValue(value);
		const expirationSeconds = checkExpiration(expiration);
		const draft = { value: image.value, valueSize: image.size, expirationSeconds, priority: checkNumber(priority) };
		this.send("AddAsync", () => {
			backend.put(this.place, { ...draft, key: backend.newId() });
		});
	}

	/**
	 * Reads `count` (1 to 100) items, or fewer if that is all there is and it need not be all or nothing. Without any it
	 * looks again every two seconds for `waitTimeout` seconds, 0 for not at all, -1 for ever.
	 */
	ReadAsync(count: number, allOrNothing = false, waitTimeout = FOR_EVER): QueueAnswer {
		const wanted = checkCount(count, READ_COUNT_MAX);
		const waitSeconds = checkNumber(waitTimeout);
		const { backend, path } = this.server;
		const read = () => readQueue(backend, this.place, wanted, allOrNothing, this.invisibilitySeconds);
		let reading: QueueReading = this.send("ReadAsync", read);
		let waited = 0;
		while (reading.items.isEmpty() && (waitSeconds === FOR_EVER || waited + POLL_SECONDS <= waitSeconds)) {
			path.pause(POLL_SECONDS);
			waited += POLL_SECONDS;
			reading = this.send("ReadAsync (again)", read);
		}
		return $tuple(
			reading.items.map((item) => copyImage(item.value) as defined),
			reading.id,
		);
	}

	/** Removes what a ReadAsync has read, if its invisibility has not lapsed; else nothing happens. */
	RemoveAsync(id: string): void {
		if (!typeIs(id, "string")) throwMemoryError("InvalidRequest");
		this.send("RemoveAsync", () => removeReading(this.server.backend, this.place, id));
	}

	/** How many items there are, with or without those that are invisible. */
	GetSizeAsync(excludeInvisible = false): number {
		const { backend } = this.server;
		return this.send("GetSizeAsync", () => {
			const items = backend.list(this.place);
			if (!excludeInvisible) return items.size();
			const now = backend.timeline.now();
			return items.filter((item) => !isHidden(item, now)).size();
		});
	}

	private send<T>(method: string, effect: () => T): T {
		return sendMemoryRequest(this.server, { place: this.place, method, units: 1 }, effect);
	}
}
