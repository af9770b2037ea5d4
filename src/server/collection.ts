import { frozenCopy } from "../shared/data/frozen-copy";
import { formatPath } from "../shared/data/path";
import { findUnstorable } from "../shared/data/storable";
import { misuse } from "../shared/errors";
import type { Session } from "./session/session";

// The platform's limit for names of stores.
const NAME_LENGTH_MAX = 50;

/** A named set of documents of one type. The name is the DataStore's name. */
export interface Collection<T extends object> {
	/** 1 to 50 bytes. */
	readonly name: string;
	/** What a document that was never saved begins as; called at each open. */
	readonly defaults: (key: string) => T;
	/**
	 * Called before a document is given free: when it is closed, when its player leaves, when another server asks for it,
	 * when the server closes. It may still change the document, and may yield for `beforeCloseSeconds`.
	 */
	readonly beforeClose?: (session: Session<T>) => void;
}

/**
 * Declares a collection. The type of its documents is what `defaults` returns; annotate what a literal cannot say, as in
 * `inventory: [] as Array<Item>`.
 */
export function defineCollection<T extends object>(collection: Collection<T>): Collection<T> {
	const [length] = utf8.len(collection.name);
	if (collection.name.size() < 1 || collection.name.size() > NAME_LENGTH_MAX || !typeIs(length, "number")) {
		misuse("defineCollection", `a name is 1 to ${NAME_LENGTH_MAX} bytes of UTF-8, not "${collection.name}"`);
	}
	return table.freeze({ ...collection });
}

/** What a new document of a collection begins as: a frozen copy, since what `defaults` returns may hold tables of the game. */
export function createDefaults<T extends object>(collection: Collection<T>, key: string): T {
	const copied = frozenCopy(collection.defaults(key));
	const problem = copied.ok ? findUnstorable(copied.value) : copied.error;
	if (!copied.ok || problem !== undefined) {
		const { path, expected, actual } = problem!;
		return misuse(
			`collection ${collection.name}`,
			`its defaults cannot be stored: ${formatPath(path)}: expected ${expected}, got ${actual}`,
		);
	}
	return copied.value;
}
