import { KeyAddress } from "./key-address";
import { StoreContext } from "./store-context";

/** What kinds of requests there are: what budgets go by. */
export type RequestKind =
	| "GetAsync"
	| "SetAsync"
	| "UpdateAsync"
	| "RemoveAsync"
	| "IncrementAsync"
	| "GetVersionAsync"
	| "ListKeysAsync"
	| "ListVersionsAsync"
	| "ListDataStoresAsync"
	| "RemoveVersionAsync"
	| "GetSortedAsync"
	| "OrderedGet"
	| "OrderedWrite"
	| "OrderedRemove"
	| "BatchGetAsync";

/** One request as it is sent. */
export interface DataStoreRequest {
	readonly kind: RequestKind;
	/** The key it is about, if it is about one. */
	readonly address?: KeyAddress;
	/** Characters of JSON that it carries to the cloud. */
	readonly size?: number;
	/** How many requests it counts as. Default 1. */
	readonly cost?: number;
}

/** Sends a request that leaves everything as it is, and waits for the answer. */
export function sendRead<T>(context: StoreContext, request: DataStoreRequest, effect: () => T): T {
	for (let index = 1; index <= (request.cost ?? 1); index += 1) context.count(request.kind);
	return context.roundTrip.read(effect);
}

/** Sends a request that changes something, and waits for the answer. */
export function sendWrite<T>(context: StoreContext, request: DataStoreRequest, effect: () => T): T {
	context.count(request.kind);
	return context.roundTrip.write(effect);
}
