import { Path } from "./path";

/** A place that holds a new value, which is frozen through and through. What was there before does not matter. */
export interface Assignment {
	readonly path: Path;
	readonly value: defined;
	readonly removed?: undefined;
}

/** A field or map key that is gone. */
export interface Removal {
	readonly path: Path;
	readonly value?: undefined;
	readonly removed: true;
}

/**
 * One difference between two roots, absolute: it says what a place holds now. Fields, map keys and set members have
 * changes of their own; an array that changed in any way is assigned whole. The empty path is the root itself.
 */
export type Change = Assignment | Removal;

/** The differences between two roots, in the order of {@link sortChanges}; no path is a prefix of another. */
export type Changes = ReadonlyArray<Change>;

/** What leads from one revision of a document to another. */
export interface Patch {
	readonly from: number;
	readonly to: number;
	readonly changes: Changes;
}

/** Puts changes in their one order: segment by segment, numbers before strings, ascending. Sorts in place. */
export function sortChanges(changes: Array<Change>): void {
	if (changes.size() > 1) changes.sort(precedes);
}

function precedes(left: Change, right: Change): boolean {
	const leftPath = left.path;
	const rightPath = right.path;
	const size = math.min(leftPath.size(), rightPath.size());
	for (const i of $range(0, size - 1)) {
		const a = leftPath[i];
		const b = rightPath[i];
		if (a === b) continue;
		if (typeIs(a, "number")) return typeIs(b, "number") ? a < b : true;
		return typeIs(b, "string") && a < b;
	}
	return leftPath.size() < rightPath.size();
}
