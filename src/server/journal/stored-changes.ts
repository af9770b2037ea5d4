import { applyChanges } from "../../shared/data/apply-changes";
import { deepCopy } from "../../shared/data/deep-copy";
import { deepFreeze } from "../../shared/data/deep-freeze";
import { DEPTH_MAX } from "../../shared/data/limits";
import { Change, Changes } from "../../shared/data/patch";
import { Path } from "../../shared/data/path";

/** One change as plain JSON: a path with the value that is there now, or with the note that nothing is. */
export interface StoredChange {
	readonly p: Path;
	readonly v?: unknown;
	readonly r?: true;
}

/** A patch as plain JSON, which is how a journal page holds it. */
export type StoredChanges = ReadonlyArray<StoredChange>;

/** The stored form of a patch. It shares paths and values with it. */
export function encodeChanges(changes: Changes): StoredChanges {
	return changes.map((change) =>
		change.removed ? { p: change.path, r: true as const } : { p: change.path, v: change.value },
	);
}

/** The patch that a stored form says, or undefined if any of it is malformed: half a patch would make half a document. */
export function decodeChanges(stored: unknown): Changes | undefined {
	if (!isList(stored)) return undefined;
	const changes = new Array<Change>();
	for (const item of stored) {
		const change = decodeChange(item);
		if (change === undefined) return undefined;
		changes.push(change);
	}
	return changes;
}

/** What stored changes, which can be read, make of something stored. What is not there counts as empty, as in `unionChanges`. */
export function applyStored(stored: unknown, changes: StoredChanges): object {
	// Copied, as what a transform is given is not frozen, and freezing it would be seen by others.
	const base = typeIs(stored, "table") ? deepFreeze(deepCopy(stored)) : table.freeze({});
	return applyChanges<object>(base, decodeChanges(changes)!);
}

function decodeChange(stored: unknown): Change | undefined {
	if (!typeIs(stored, "table")) return undefined;
	const { p: path, v: value, r: removed } = stored as { p?: unknown; v?: defined; r?: unknown };
	if (!isPath(path)) return undefined;
	if (removed === undefined) return value === undefined ? undefined : { path, value };
	// A root is never removed.
	return removed === true && value === undefined && !path.isEmpty() ? { path, removed } : undefined;
}

function isPath(value: unknown): value is Path {
	if (!isList(value) || value.size() > DEPTH_MAX) return false;
	return value.every((segment) => typeIs(segment, "string") || (typeIs(segment, "number") && segment === segment));
}

/** Whether all there is in a table are the items 1 to n, of which there may be none. */
function isList(value: unknown): value is ReadonlyArray<defined> {
	if (!typeIs(value, "table")) return false;
	let count = 0;
	for (const [key] of pairs(value)) {
		if (!typeIs(key, "number")) return false;
		count++;
	}
	return count === (value as ReadonlyArray<defined>).size();
}
