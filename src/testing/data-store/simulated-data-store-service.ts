import { checkKey } from "./check-key";
import { SimulatedDataStore, StoreContext } from "./simulated-data-store";

/** DataStoreService as one server sees it. */
export class SimulatedDataStoreService {
	private readonly stores = new Map<string, SimulatedDataStore>();

	constructor(private readonly context: StoreContext) {}

	/** The same object for the same name and scope. */
	GetDataStore(name: string, scope = "global"): SimulatedDataStore {
		checkKey(name, "DataStore");
		checkKey(scope, "Scope");
		const id = `${scope}/${name}`;
		let store = this.stores.get(id);
		if (store === undefined) {
			store = new SimulatedDataStore(this.context, name, scope);
			this.stores.set(id, store);
		}
		return store;
	}
}
