import { diff } from "./diff";
import { Change, Changes, sortChanges } from "./patch";
import { Path } from "./path";

/**
 * The changes that make `current` of every one of these roots. Since changes are absolute, the union of the differences
 * does: a place that any of them differs in is assigned what it holds now.
 */
export function unionChanges(bases: ReadonlyArray<object>, current: object): Changes {
	const all = new Array<Change>();
	for (const base of bases) {
		for (const change of diff(base, current)) all.push(change);
	}
	if (bases.size() === 1) return all;
	sortChanges(all);
	const kept = new Array<Change>();
	for (const change of all) {
		const last = kept[kept.size() - 1] as Change | undefined;
		// What a change says about a place holds for all that is below it.
		if (last === undefined || !isBelow(change.path, last.path)) kept.push(change);
	}
	return kept;
}

/** True for the same place, too. */
function isBelow(path: Path, above: Path): boolean {
	if (path.size() < above.size()) return false;
	return above.every((segment, index) => path[index] === segment);
}
