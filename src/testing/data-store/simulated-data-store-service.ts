import { requestTypeName, requestTypesOf } from "../limits/request-type";
import { checkKey } from "./check-key";
import { listDataStores, SimulatedDataStoreInfo } from "./list-data-stores";
import { SimulatedPages } from "./pages";
import { StoreOptions } from "./request-options";
import { SimulatedDataStore } from "./simulated-data-store";
import { SimulatedOrderedDataStore } from "./simulated-ordered-data-store";
import { StoreContext } from "./store-context";

const DEFAULT_SCOPE = "global";

// The store without a name that a game has from the beginning. No other can be called so, for a name is never empty.
const GLOBAL_STORE = "";
const GLOBAL_SCOPE = "u";

// platform.md 1, SetRateLimitForRequestType.
const BASE_MAX = 10_000;
const PER_PLAYER_MAX = 200;

function checkRange(value: unknown, max: number, name: string): void {
	const valid = typeIs(value, "number") && value >= 0 && value <= max;
	if (!valid) error(`SetRateLimitForRequestType: ${name} must be between 0 and ${max}.`, 0);
}

function idOf(store: string, scope: string): string {
	return `${store.size()}:${store}${scope}`;
}

function remember<T extends defined>(known: Map<string, T>, id: string, create: () => T): T {
	const found = known.get(id) ?? create();
	known.set(id, found);
	return found;
}

/** DataStoreService as one server sees it. */
export class SimulatedDataStoreService {
	private readonly stores = new Map<string, SimulatedDataStore>();
	private readonly orderedStores = new Map<string, SimulatedOrderedDataStore>();

	constructor(private readonly context: StoreContext) {}

	/**
	 * The same object for the same name and scope. With `AllScopes` the scope must be `""`, and every key names its own as
	 * `scope/key` (platform.md 1).
	 */
	GetDataStore(name: string, scope = DEFAULT_SCOPE, options?: StoreOptions): SimulatedDataStore {
		const store = checkKey(name, "DataStore");
		const all = options?.AllScopes === true;
		if (all && scope !== "") error('AllScopes: the scope must be ""', 0);
		return this.open(store, all ? undefined : checkKey(scope, "Scope"));
	}

	/** The default store, which has no name and the scope `u`; always the same object (platform.md 1). */
	GetGlobalDataStore(): SimulatedDataStore {
		return this.open(GLOBAL_STORE, GLOBAL_SCOPE);
	}

	/** The same object for the same name and scope. What it holds is apart from a DataStore of that name (platform.md 1). */
	GetOrderedDataStore(name: string, scope = DEFAULT_SCOPE): SimulatedOrderedDataStore {
		const store = checkKey(name, "DataStore");
		const checked = checkKey(scope, "Scope");
		return remember(this.orderedStores, idOf(store, checked), () => {
			return new SimulatedOrderedDataStore(this.context, store, checked);
		});
	}

	/** The stores that hold at least one object, by name; a page has 32, or as many as is said (platform.md 1). */
	ListDataStoresAsync(prefix?: string, pageSize?: number, cursor?: string): SimulatedPages<SimulatedDataStoreInfo> {
		return listDataStores(this.context, prefix, pageSize, cursor);
	}

	/** Requests of a DataStoreRequestType that this server could make at once; the platform says 0 for OrderedList. */
	GetRequestBudgetForRequestType(requestType: unknown): number {
		const types = requestTypesOf(requestType);
		if (requestTypeName(requestType) === "OrderedList") return 0;
		return types.reduce((least, one) => math.min(least, this.context.budgets.left(one)), math.huge);
	}

	/** Sets what this server may ask a minute: `base`, and `perPlayer` more for each player (platform.md 1). */
	SetRateLimitForRequestType(requestType: unknown, base: number, perPlayer: number): void {
		const [requestTypes, name] = [requestTypesOf(requestType), requestTypeName(requestType)];
		// The platform's own wording is not known.
		if (name === "UpdateAsync" || name === "OnUpdate") error(`SetRateLimitForRequestType does not take ${name}.`, 0);
		checkRange(base, BASE_MAX, "base");
		checkRange(perPlayer, PER_PLAYER_MAX, "perPlayer");
		for (const one of requestTypes) this.context.budgets.setRate(one, { base, perPlayer });
	}

	private open(store: string, scope: string | undefined): SimulatedDataStore {
		return remember(this.stores, idOf(store, scope ?? ""), () => {
			return new SimulatedDataStore(this.context, store, scope);
		});
	}
}
