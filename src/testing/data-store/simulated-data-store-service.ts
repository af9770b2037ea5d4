import { checkKey } from "./check-key";
import { keysOfAllScopes, keysOfScope } from "./key-address";
import { StoreOptions } from "./request-options";
import { SimulatedDataStore } from "./simulated-data-store";
import { StoreContext } from "./store-context";

const DEFAULT_SCOPE = "global";

/** DataStoreService as one server sees it. */
export class SimulatedDataStoreService {
	private readonly stores = new Map<string, SimulatedDataStore>();

	constructor(private readonly context: StoreContext) {}

	/**
	 * The same object for the same name and scope. With `AllScopes` the scope must be `""`, and every key names its own as
	 * `scope/key` (platform.md 1).
	 */
	GetDataStore(name: string, scope = DEFAULT_SCOPE, options?: StoreOptions): SimulatedDataStore {
		const store = checkKey(name, "DataStore");
		if (options?.AllScopes === true) {
			if (scope !== "") error('AllScopes: the scope must be ""', 0);
			return this.remember(`${store.size()}:${store}`, () => this.create(store));
		}
		const checked = checkKey(scope, "Scope");
		return this.remember(`${store.size()}:${store}${checked}`, () => this.create(store, checked));
	}

	private create(store: string, scope?: string): SimulatedDataStore {
		const resolve = scope !== undefined ? keysOfScope(store, scope) : keysOfAllScopes(store);
		return new SimulatedDataStore(this.context, store, resolve);
	}

	private remember(id: string, create: () => SimulatedDataStore): SimulatedDataStore {
		const known = this.stores.get(id) ?? create();
		this.stores.set(id, known);
		return known;
	}
}
