import { CloudPorts, DataStorePort, StoreFailure, StoreTransform } from "../../../../src/server/cloud/ports";
import { Emitter } from "../../../../src/shared/emitter";
import { fail, Result, succeed } from "../../../../src/shared/result";
import { MemoryMaps } from "./memory-maps";
import { MemoryMessages } from "./memory-messages";

const PASSING: StoreFailure = { message: "502: API Services rejected request", retryable: true };
const FATAL: StoreFailure = { message: "105: Serialized value exceeds 4194304 limit.", retryable: false };

/** What the next request does: fails before it is applied, fails after, or is refused for good. */
export type Mishap = "fail" | "apply and fail" | "refuse";

/** A kick as it was asked for. */
export interface Kick {
	readonly userId: number;
	readonly message: string;
}

/** A store that is a table here, and whose requests can be made to fail: for specs of single parts. */
export interface MemoryCloud {
	readonly ports: CloudPorts;
	readonly values: Map<string, unknown>;
	/** Whose data each value is said to be. */
	readonly userIds: ReadonlyMap<string, ReadonlyArray<number>>;
	/** Taken from the front, one for each DataStore request. */
	readonly plan: Array<Mishap>;
	readonly memory: MemoryMaps;
	readonly messages: MemoryMessages;
	/** What the budgets say, for updates and for reads; not used up. */
	readonly budget: { updates: number; reads: number };
	/** Those who are here; undefined (default) for everybody. */
	readonly players: { here?: Set<number> };
	readonly kicks: Array<Kick>;
	/** As if a player left. */
	leave(userId: number): void;
	/** DataStore requests so far. */
	countRequests(): number;
}

export function createMemoryCloud(): MemoryCloud {
	const values = new Map<string, unknown>();
	const userIds = new Map<string, ReadonlyArray<number>>();
	const plan = new Array<Mishap>();
	const kicks = new Array<Kick>();
	const budget = { updates: math.huge, reads: math.huge };
	const players: { here?: Set<number> } = {};
	const memory = new MemoryMaps(() => os.clock());
	const messages = new MemoryMessages();
	const leaving = new Emitter<[userId: number]>();
	const counts = { requests: 0, ids: 0 };
	const request = <T>(effect: () => T): Result<T, StoreFailure> => {
		counts.requests += 1;
		task.wait();
		const mishap = plan.shift();
		if (mishap === "fail") return fail(PASSING);
		if (mishap === "refuse") return fail(FATAL);
		const value = effect();
		return mishap === "apply and fail" ? fail(PASSING) : succeed(value);
	};
	const stores: DataStorePort = {
		update(store: string, key: string, transform: StoreTransform) {
			return request(() => {
				const id = `${store}/${key}`;
				const write = transform(values.get(id), userIds.get(id) ?? []);
				if (write === undefined) return;
				values.set(id, write.value);
				userIds.set(id, write.userIds);
			});
		},
		read(store, key) {
			return request(() => values.get(`${store}/${key}`));
		},
		listKeys(store, prefix, cursor, pageSize) {
			return request(() => {
				const begin = `${store}/${prefix}`;
				const keys = new Array<string>();
				for (const [id] of values) {
					const key = id.sub(store.size() + 2);
					if (id.sub(1, begin.size()) === begin && (cursor === undefined || key > cursor)) keys.push(key);
				}
				keys.sort();
				const page = keys.filter((_, index) => index < pageSize);
				return { keys: page, cursor: keys.size() > pageSize ? page[pageSize - 1] : undefined };
			});
		},
		listVersions() {
			return request(() => []);
		},
		readVersion() {
			return request(() => undefined);
		},
		remove(store, key) {
			return request(() => {
				values.delete(`${store}/${key}`);
			});
		},
		updateBudget() {
			return budget.updates;
		},
		readBudget() {
			return budget.reads;
		},
	};
	const leave = (userId: number): void => {
		players.here?.delete(userId);
		leaving.emit(userId);
	};
	const ports: CloudPorts = {
		stores,
		memory,
		messages,
		clock: {
			now() {
				return os.clock();
			},
			unixSeconds() {
				return 1000;
			},
		},
		players: {
			isHere(userId) {
				return players.here === undefined || players.here.has(userId);
			},
			count() {
				return players.here?.size() ?? 0;
			},
			kick(userId, message) {
				kicks.push({ userId, message });
				if (players.here?.has(userId) === true) leave(userId);
			},
			onLeaving(listener) {
				return leaving.subscribe(listener);
			},
		},
		lifecycle: { onClose() {} },
		createId() {
			counts.ids += 1;
			return `id${counts.ids}`;
		},
		hash: (text) => tostring(text.size()),
		placeId: 1,
		realm: "live",
	};
	return {
		ports,
		values,
		userIds,
		plan,
		memory,
		messages,
		budget,
		players,
		kicks,
		leave(userId) {
			leave(userId);
		},
		countRequests() {
			return counts.requests;
		},
	};
}
