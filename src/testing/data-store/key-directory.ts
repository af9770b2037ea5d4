import { KeyAddress } from "./key-address";
import { KeyHistory } from "./key-history";

type Keys = Map<string, KeyHistory>;

/** A store that has keys, be they tombstones. */
export interface StoreRecord {
	readonly name: string;
	/** Unix milliseconds of the first write. */
	readonly createdTime: number;
	/** Unix milliseconds of the last write. */
	updatedTime: number;
	readonly scopes: Map<string, Keys>;
}

/** A key by the name that a listing shows. */
export interface ListedKey {
	readonly name: string;
	readonly history: KeyHistory;
}

/** All keys, by store, then scope. Nothing is left of a store or scope whose last key has gone. */
export class KeyDirectory {
	private readonly stores = new Map<string, StoreRecord>();

	find(address: KeyAddress): KeyHistory | undefined {
		return this.stores.get(address.store)?.scopes.get(address.scope)?.get(address.key);
	}

	/** The key's history for a write, made if it has none. */
	open({ store, scope, key }: KeyAddress, now: number): KeyHistory {
		const record = this.stores.get(store) ?? { name: store, createdTime: now, updatedTime: now, scopes: new Map() };
		this.stores.set(store, record);
		record.updatedTime = now;
		const keys: Keys = record.scopes.get(scope) ?? new Map<string, KeyHistory>();
		record.scopes.set(scope, keys);
		const history = keys.get(key) ?? new KeyHistory();
		keys.set(key, history);
		return history;
	}

	forget({ store, scope, key }: KeyAddress): void {
		const scopes = this.stores.get(store)?.scopes;
		const keys = scopes?.get(scope);
		if (scopes === undefined || keys === undefined) return;
		keys.delete(key);
		if (keys.isEmpty()) scopes.delete(scope);
		if (scopes.isEmpty()) this.stores.delete(store);
	}

	/** A scope's keys that begin so, sorted; without a scope those of all, each as `scope/key`. */
	keys(store: string, scope: string | undefined, prefix = ""): Array<ListedKey> {
		const listed = new Array<ListedKey>();
		for (const [scopeName, keys] of this.stores.get(store)?.scopes ?? new Map<string, Keys>()) {
			if (scope !== undefined && scope !== scopeName) continue;
			for (const [key, history] of keys) {
				const name = scope === undefined ? `${scopeName}/${key}` : key;
				if (name.sub(1, prefix.size()) === prefix) listed.push({ name, history });
			}
		}
		return listed.sort((a, b) => a.name < b.name);
	}

	/** The stores whose names begin so, sorted. */
	storesWith(prefix: string): Array<StoreRecord> {
		const found = new Array<StoreRecord>();
		for (const [name, record] of this.stores) {
			if (name.sub(1, prefix.size()) === prefix) found.push(record);
		}
		return found.sort((a, b) => a.name < b.name);
	}
}
