/** Any number of values, nil among them: `[1]` to `[n]`, since this is no TypeScript array. */
export interface Packed {
	readonly n: number;
	readonly [index: number]: unknown;
}

export type Outcome = "yielded" | "finished" | "failed";

export declare function pack(this: void, ...values: Array<unknown>): Packed;
export declare function packResults(this: void, body: () => unknown): Packed;
export declare function unpack(this: void, values: Packed): LuaTuple<Array<unknown>>;
export declare function dropFirst(this: void, values: Packed): Packed;
export declare function prepend(this: void, first: unknown, values: Packed): Packed;
export declare function mapPacked(this: void, values: Packed, change: (this: void, value: unknown) => unknown): Packed;
/** Calls a function of any number of results, nil among them. */
export declare function call(this: void, body: Callback, values: Packed): Packed;
/** A function for guests that takes any number of values and hands them to TypeScript as one. */
export declare function variadic(this: void, implementation: (this: void, values: Packed) => unknown): Callback;
export declare function variadicMethod<Self>(
	this: void,
	implementation: (this: void, receiver: Self, values: Packed) => unknown,
): Callback;
/** A thread that catches its own error, so that the error value survives. */
export declare function create(this: void, body: Callback): thread;
/** Resumes a thread made by {@link create}; `problem` is the error value itself when the outcome is "failed". */
export declare function resume(
	this: void,
	thread: thread,
	values?: Packed,
): LuaTuple<[outcome: Outcome, problem: unknown]>;
export declare function takeTraceback(this: void, thread: thread): string | undefined;
/** `string.format` that shows tables and other references as `text` does. */
export declare function formatWith(this: void, text: (this: void, value: unknown) => string): Callback;
/** Where a guest's function begins, its thread waits, or (undefined) the running one is: `Workspace.Script:3`. */
export declare function position(this: void, target: Callback | thread | undefined): string | undefined;
/** The `coroutine` library that guests see; `create` makes their threads. */
export declare function libraryWith(this: void, create: (body: Callback) => thread): Record<string, Callback>;
/** Luau's own globals by name, for the environments of guests. */
export declare function ownGlobals(this: void): Record<string, unknown>;
