declare function newproxy(addMetatable: true): object;

/** What stands behind a userdata that a guest holds: the guest can only do what is said here. */
export interface HostObject {
	/** What `typeof` says of it. */
	readonly typeName: string;
	index(key: unknown): unknown;
	assign(key: unknown, value: unknown): void;
	text(): string;
}

// The key under which the engine finds its own object behind a userdata; no guest can name it.
const HOST = table.freeze({});

// A userdata that a script made itself has none, or its own.
const LOCKED = "The metatable is locked";

interface Metatable {
	__index: (receiver: unknown, key: unknown) => unknown;
	__newindex: (receiver: unknown, key: unknown, value: unknown) => void;
	__tostring: () => string;
	__metatable: string;
}

/** What a datatype's values do with Luau's operators, by Luau's names for them: `__add`, `__eq`, … */
export type Operators = Record<string, Callback>;

/** A real userdata (`type(x) == "userdata"`) in front of a host object. */
export function createUserdata(host: HostObject, operators?: Operators): object {
	const proxy = newproxy(true);
	const metatable = getmetatable(proxy as never) as unknown as Metatable;
	metatable.__index = (_, key) => (key === HOST ? host : host.index(key));
	metatable.__newindex = (_, key, value) => host.assign(key, value);
	metatable.__tostring = () => host.text();
	metatable.__metatable = LOCKED;
	if (operators !== undefined) {
		for (const [name, operator] of pairs(operators)) {
			(metatable as unknown as Record<string, Callback>)[name] = operator;
		}
	}
	return proxy;
}

/** The engine's object behind a value of a guest, if the value is one of the engine's userdata. */
export function hostOf(value: unknown): HostObject | undefined {
	if (type(value) !== "userdata" || getmetatable(value as never) !== (LOCKED as unknown)) return undefined;
	return (value as Record<never, HostObject>)[HOST as never];
}

/** `typeof` as the engine has it. */
export function typeOfValue(value: unknown): string {
	const host = hostOf(value);
	return host !== undefined ? host.typeName : typeOf(value);
}
