import { misuse } from "../shared/errors";
import type { Mutators } from "./define-mutators";

/** One kind of document that clients can be shown, as both sides declare it. */
export interface Channel<T extends object = object, V = unknown, A = unknown> {
	/** The same on both sides. */
	readonly name: string;
	readonly mutators: Mutators<T, V, A>;
}

const NAME_LENGTH_MAX = 50;

/** Names what clients are shown of a kind of document: its schema says which of it, its mutators what they can ask for. */
export function defineChannel<T extends object, V, A>(name: string, mutators: Mutators<T, V, A>): Channel<T, V, A> {
	if (name.size() < 1 || name.size() > NAME_LENGTH_MAX) {
		misuse("defineChannel", `a name has 1 to ${NAME_LENGTH_MAX} bytes, not "${name}"`);
	}
	return table.freeze({ name, mutators });
}
