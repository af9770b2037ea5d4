import { Change } from "./patch";
import { Path } from "./path";
import { Key } from "./table";

/**
 * Collects changes during a walk. The walk writes the keys it descends by into `stack`, and a path is copied out of it
 * only when there is something to say, so that an unchanged node costs no allocation.
 */
export interface ChangeRecorder {
	readonly stack: Array<Key>;
	readonly changes: Array<Change>;
}

/** The path of the node that a walk is in, `depth` keys below the root. */
export function pathOf(recorder: ChangeRecorder, depth: number): Path {
	return recorder.stack.move(0, depth - 1, 0, table.create<Key>(depth));
}

/** Notes that the node the walk is in was replaced as a whole. */
export function recordWhole(recorder: ChangeRecorder, depth: number, value: defined): void {
	recorder.changes.push({ path: pathOf(recorder, depth), value });
}

/** Notes that one key of the node the walk is in has a new value, or is gone if that is undefined. */
export function recordKey(recorder: ChangeRecorder, depth: number, key: Key, value: defined | undefined): void {
	const path = recorder.stack.move(0, depth - 1, 0, table.create<Key>(depth + 1));
	path.push(key);
	recorder.changes.push(value === undefined ? { path, removed: true } : { path, value });
}
