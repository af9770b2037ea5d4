import { CloudPorts, MemoryItem, MemoryPort, StoreFailure, StoreTransform } from "../../../../src/server/cloud/ports";
import { fail, Result, succeed } from "../../../../src/shared/result";

const PASSING: StoreFailure = { message: "502: API Services rejected request", retryable: true };
const FATAL: StoreFailure = { message: "105: Serialized value exceeds 4194304 limit.", retryable: false };

/** What the next request does: fails before it is applied, fails after, or is refused for good. */
export type Mishap = "fail" | "apply and fail" | "refuse";

/** A store that is a table here, and whose requests can be made to fail: for specs of single parts. */
export interface MemoryCloud {
	readonly ports: CloudPorts;
	readonly values: Map<string, unknown>;
	/** Taken from the front, one for each request. */
	readonly plan: Array<Mishap>;
	countRequests(): number;
}

function createMemory(): MemoryPort {
	const items = new Map<string, defined>();
	return {
		update(map, key, transform) {
			const value = transform(items.get(`${map}/${key}`));
			if (value !== undefined) items.set(`${map}/${key}`, value as defined);
			return succeed(value);
		},
		read(map, key) {
			return succeed(items.get(`${map}/${key}`));
		},
		remove(map, key) {
			items.delete(`${map}/${key}`);
			return succeed(undefined);
		},
		list(map) {
			const found = new Array<MemoryItem>();
			for (const [id, value] of items) {
				if (id.sub(1, map.size() + 1) === `${map}/`) found.push({ key: id.sub(map.size() + 2), value });
			}
			return succeed(found);
		},
	};
}

export function createMemoryCloud(): MemoryCloud {
	const values = new Map<string, unknown>();
	const plan = new Array<Mishap>();
	let requests = 0;
	let ids = 0;
	const update = (store: string, key: string, transform: StoreTransform): Result<void, StoreFailure> => {
		requests += 1;
		task.wait();
		const mishap = plan.shift();
		if (mishap === "fail") return fail(PASSING);
		if (mishap === "refuse") return fail(FATAL);
		const write = transform(values.get(`${store}/${key}`), []);
		if (write !== undefined) values.set(`${store}/${key}`, write.value);
		return mishap === "apply and fail" ? fail(PASSING) : succeed(undefined);
	};
	const ports: CloudPorts = {
		stores: {
			update(store, key, transform) {
				return update(store, key, transform);
			},
			read(store, key) {
				task.wait();
				return succeed(values.get(`${store}/${key}`));
			},
			updateBudget() {
				return math.huge;
			},
			readBudget() {
				return math.huge;
			},
		},
		memory: createMemory(),
		messages: {
			publish() {
				return succeed(undefined);
			},
			subscribe() {
				return succeed(() => undefined);
			},
		},
		clock: {
			now() {
				return os.clock();
			},
			unixSeconds() {
				return 1000;
			},
		},
		players: {
			isHere() {
				return true;
			},
			count() {
				return 1;
			},
			kick() {},
			onLeaving() {
				return () => undefined;
			},
		},
		lifecycle: { onClose() {} },
		createId() {
			ids += 1;
			return `id${ids}`;
		},
		placeId: 1,
		realm: "live",
	};
	return {
		ports,
		values,
		plan,
		countRequests() {
			return requests;
		},
	};
}
