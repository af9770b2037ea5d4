import { throttleName } from "../limits/experience-limits";
import { QueueName } from "../limits/request-queues";
import { RequestType } from "../limits/request-type";

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
	| "OrderedIncrement"
	| "OrderedUpdate"
	| "OrderedRemove"
	| "BatchGetAsync";

/** What a kind of request costs, where it waits, and what is said when it cannot. */
export interface KindTraits {
	/** Of each of these it costs one. */
	readonly charges: ReadonlyArray<RequestType>;
	readonly queue: QueueName;
	/** The error when the queue is full: of platform.md 2's list, or without a number where the list has none. */
	readonly dropped: string;
}

function numbered(code: number, method: string): string {
	return `${code}: ${method} request dropped. Request was throttled, but throttled request queue was full.`;
}

function unnumbered(requestType: RequestType): string {
	const name = `${throttleName(requestType)}GameServerThrottled`;
	return `${name}: The request was throttled by game server limits or the request queue was full.`;
}

const kind = (charges: ReadonlyArray<RequestType>, queue: QueueName, dropped: string): KindTraits => ({
	charges,
	queue,
	dropped,
});

/** By kind (platform.md 2). An UpdateAsync costs a read and a write. */
export const KINDS: Readonly<Record<RequestKind, KindTraits>> = {
	GetAsync: kind(["StandardRead"], "Get", numbered(301, "GetAsync")),
	SetAsync: kind(["StandardWrite"], "Set", numbered(302, "SetAsync")),
	IncrementAsync: kind(["StandardWrite"], "Set", numbered(303, "IncrementAsync")),
	UpdateAsync: kind(["StandardRead", "StandardWrite"], "Set", numbered(304, "UpdateAsync")),
	RemoveAsync: kind(["StandardRemove"], "Set", numbered(306, "RemoveAsync")),
	GetVersionAsync: kind(["StandardRead"], "Get", unnumbered("StandardRead")),
	ListKeysAsync: kind(["StandardList"], "Get", unnumbered("StandardList")),
	ListVersionsAsync: kind(["StandardList"], "Get", unnumbered("StandardList")),
	ListDataStoresAsync: kind(["StandardList"], "Get", unnumbered("StandardList")),
	RemoveVersionAsync: kind(["RemoveVersion"], "Set", unnumbered("RemoveVersion")),
	GetSortedAsync: kind(["OrderedList"], "OrderedGet", numbered(305, "GetSorted")),
	OrderedGet: kind(["OrderedRead"], "OrderedGet", numbered(301, "GetAsync")),
	OrderedWrite: kind(["OrderedWrite"], "OrderedSet", numbered(302, "SetAsync")),
	OrderedIncrement: kind(["OrderedWrite"], "OrderedSet", numbered(303, "IncrementAsync")),
	OrderedUpdate: kind(["OrderedRead", "OrderedWrite"], "OrderedSet", numbered(304, "UpdateAsync")),
	OrderedRemove: kind(["OrderedRemove"], "OrderedSet", numbered(306, "RemoveAsync")),
	BatchGetAsync: kind(["OrderedRead"], "OrderedGet", unnumbered("OrderedRead")),
};
