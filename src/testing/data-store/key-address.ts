import { checkKey } from "./check-key";

/** Where a value is: store, scope and key name it together (platform.md 1). */
export interface KeyAddress {
	readonly store: string;
	readonly scope: string;
	readonly key: string;
}

/** Finds what a key stands for in one DataStore object. */
export type KeyResolver = (key: unknown) => KeyAddress;

/** The usual one: every key is in the scope that the object was made for. */
export function keysOfScope(store: string, scope: string): KeyResolver {
	return (key) => ({ store, scope, key: checkKey(key) });
}

/** With `AllScopes` every key is written `scope/key`; one without a slash is an error (platform.md 1, AllScopes). */
export function keysOfAllScopes(store: string): KeyResolver {
	return (key) => {
		const [scope, name] = tostring(key).match("^([^/]*)/(.*)$") as LuaTuple<[string?, string?]>;
		// The platform's own wording is not known.
		if (scope === undefined) error("AllScopes: a key must be given as scope/key", 0);
		return { store, scope: checkKey(scope, "Scope"), key: checkKey(name) };
	};
}
