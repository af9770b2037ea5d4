import type { PlaceNode } from "./control-api";

export type Chunk = (...args: Array<unknown>) => LuaTuple<Array<unknown>>;

/**
 * What the engine gets from the machine it runs on. Made by `boot.luau`, the only file that touches `@lune/*`; functions
 * and not methods, so that they can be passed on alone.
 */
export interface Native {
	/** The place, or undefined and the rest of a sentence that begins with the path. */
	readonly loadPlace: (path: string) => LuaTuple<[place: PlaceNode | undefined, problem: string | undefined]>;
	/** Compiles a script into an environment of its own, or undefined and the compiler's message. */
	readonly loadChunk: (
		source: string,
		chunkName: string,
		environment: object,
	) => LuaTuple<[chunk: Chunk | undefined, problem: string | undefined]>;
	/** Runs a module with the given globals as chunk locals: for benchmarks, where built-ins have to stay fast calls. */
	readonly loadFast: (
		source: string,
		chunkName: string,
		names: ReadonlyArray<string>,
		values: ReadonlyArray<unknown>,
	) => unknown;
	readonly jsonEncode: (value: unknown) => string;
	readonly jsonDecode: (text: string) => unknown;
	/** Hexadecimal; `algorithm` by its short name, as in `sha256`. */
	readonly hash: (algorithm: string, text: string) => string;
	readonly compress: (text: string) => string;
	readonly decompress: (text: string) => string;
	/** Real seconds, for measuring only. */
	readonly realClock: () => number;
	readonly realSleep: (seconds: number) => void;
	readonly memoryKb: () => number;
	readonly writeLine: (text: string) => void;
	/** To the terminal's error stream; not from a script's thread, since it yields to Lune. */
	readonly complain: (text: string) => void;
	/** Enum name → item name → value, generated from `@rbxts/types`. */
	readonly enums: Record<string, Record<string, number>>;
}
