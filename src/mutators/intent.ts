import type { Path } from "../shared/data/path";
import type { Packed } from "./packed";

/** What a client asks for: a mutator with its arguments, or a value for a place that clients may set. */
export type Intent = CallIntent | SetIntent;

export interface CallIntent {
	readonly kind: "call";
	readonly name: string;
	readonly args: Packed;
}

export interface SetIntent {
	readonly kind: "set";
	/** Which of the writable places of the schema. */
	readonly place: number;
	readonly path: Path;
	readonly value: defined;
}
