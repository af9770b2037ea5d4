import { ChangeRecorder, recordKey, recordWhole } from "./change-recorder";
import { isSameLeaf } from "./leaf";
import { Changes, sortChanges } from "./patch";
import { isArray, Table } from "./table";

/**
 * How one frozen root differs from another, found by comparing references: subtrees that both share are not entered, so
 * it costs as much as what changed. Two that are equal without being shared are compared leaf by leaf, except that an
 * array which is not shared counts as changed.
 */
export function diff(previous: object, nextRoot: object): Changes {
	if (previous === nextRoot) return [];
	const recorder: ChangeRecorder = { stack: [], changes: [] };
	diffTables(recorder, previous as Table, nextRoot as Table, 0);
	sortChanges(recorder.changes);
	return recorder.changes;
}

function diffTables(recorder: ChangeRecorder, before: Table, after: Table, depth: number): void {
	if (isArray(before) || isArray(after)) {
		recordWhole(recorder, depth, after);
		return;
	}
	for (const [key, value] of pairs(after)) {
		const known = before.get(key);
		if (known === value) continue;
		if (typeIs(known, "table") && typeIs(value, "table")) {
			recorder.stack[depth] = key;
			diffTables(recorder, known as Table, value as Table, depth + 1);
		} else if (!isSameLeaf(known, value)) {
			recordKey(recorder, depth, key, value as defined);
		}
	}
	for (const [key] of pairs(before)) {
		if (after.get(key) === undefined) recordKey(recorder, depth, key, undefined);
	}
}
