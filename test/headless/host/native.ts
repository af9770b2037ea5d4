import type { PlaceNode } from "./control-api";
import type { Heartbeat } from "./heartbeat";

export type Chunk = (...args: Array<unknown>) => LuaTuple<Array<unknown>>;

/**
 * What the engine gets from the machine it runs on. Made by `boot.luau`, the only file that touches `@lune/*`; functions
 * and not methods, so that they can be passed on alone.
 */
/** One of the engine's colours with a name; its parts go from 0 to 1. */
export interface BrickColorEntry {
	readonly number: number;
	readonly name: string;
	readonly red: number;
	readonly green: number;
	readonly blue: number;
}

export interface BrickColorTable {
	readonly colors: ReadonlyArray<BrickColorEntry>;
	/** Numbers, in the order of the palette. */
	readonly palette: ReadonlyArray<number>;
}

export interface BareNative {
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
	/** Tells the process that started this one a line that is not for people; undefined where nobody listens. */
	readonly tellParent: ((text: string) => void) | undefined;
	readonly brickColors: BrickColorTable;
	/** Enum name → item name → value, generated from `@rbxts/types`. */
	readonly enums: Record<string, Record<string, number>>;
}

export interface Native extends BareNative {
	/** One for the whole process. */
	readonly heartbeat: Heartbeat;
}
