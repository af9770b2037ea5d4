/** What budgets are kept of: the platform's modern request types (platform.md 2). */
export type RequestType =
	| "StandardRead"
	| "StandardWrite"
	| "StandardList"
	| "StandardRemove"
	| "OrderedRead"
	| "OrderedWrite"
	| "OrderedList"
	| "OrderedRemove"
	| "RemoveVersion";

/** Requests a minute: a base, and more for each player. */
export interface Rate {
	readonly base: number;
	readonly perPlayer: number;
}

/** Per server (platform.md 2, Per server). */
export const SERVER_RATES: Readonly<Record<RequestType, Rate>> = {
	StandardRead: { base: 60, perPlayer: 40 },
	StandardWrite: { base: 60, perPlayer: 40 },
	StandardList: { base: 5, perPlayer: 2 },
	StandardRemove: { base: 60, perPlayer: 40 },
	OrderedRead: { base: 60, perPlayer: 40 },
	OrderedWrite: { base: 30, perPlayer: 5 },
	OrderedList: { base: 5, perPlayer: 2 },
	OrderedRemove: { base: 30, perPlayer: 5 },
	RemoveVersion: { base: 5, perPlayer: 2 },
};

/** All servers of the experience together (platform.md 2, Per experience); versions are removed as keys are. */
export const EXPERIENCE_RATES: Readonly<Record<RequestType, Rate>> = {
	StandardRead: { base: 300, perPlayer: 40 },
	StandardWrite: { base: 300, perPlayer: 20 },
	StandardList: { base: 300, perPlayer: 2 },
	StandardRemove: { base: 300, perPlayer: 40 },
	OrderedRead: { base: 300, perPlayer: 40 },
	OrderedWrite: { base: 300, perPlayer: 20 },
	OrderedList: { base: 300, perPlayer: 2 },
	OrderedRemove: { base: 300, perPlayer: 40 },
	RemoveVersion: { base: 300, perPlayer: 40 },
};

// What the older names of Enum.DataStoreRequestType stand for; the platform says that they should not be used.
const LEGACY: Readonly<Record<string, ReadonlyArray<RequestType> | undefined>> = {
	GetAsync: ["StandardRead"],
	SetIncrementAsync: ["StandardWrite"],
	UpdateAsync: ["StandardRead", "StandardWrite"],
	GetSortedAsync: ["OrderedList"],
	SetIncrementSortedAsync: ["OrderedWrite"],
	OnUpdate: ["StandardRead"],
	ListAsync: ["StandardList"],
	GetVersionAsync: ["StandardRead"],
	RemoveVersionAsync: ["RemoveVersion"],
};

/** The last part of an EnumItem or its name: `Enum.DataStoreRequestType.StandardRead` is `StandardRead`. */
export function requestTypeName(item: unknown): string {
	return tostring(item).match("(%w+)$")[0] as string;
}

/** The budgets that a DataStoreRequestType is about; throws for what is none. */
export function requestTypesOf(item: unknown): ReadonlyArray<RequestType> {
	const name = requestTypeName(item);
	const legacy = LEGACY[name];
	if (legacy !== undefined) return legacy;
	const known = (SERVER_RATES as Record<string, Rate | undefined>)[name];
	return known !== undefined ? [name as RequestType] : error(`Unable to cast value to DataStoreRequestType`, 0);
}
