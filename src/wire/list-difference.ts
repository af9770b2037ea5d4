import { sizeOf, Table } from "../shared/data/table";
import type { WireNode } from "./wire-node";

/** Where one list differs from another: after so many items, this many are others. */
export interface ListDifference {
	readonly head: number;
	readonly removed: number;
	readonly inserted: number;
}

/** Finds the stretch between what two lists have in common at both ends, by what is visible of their items. */
export function findListDifference(item: WireNode, before: Table, after: Table): ListDifference {
	const [sizeBefore, size] = [sizeOf(before), sizeOf(after)];
	const most = math.min(sizeBefore, size);
	let head = 0;
	while (head < most && item.same(before.get(head + 1), after.get(head + 1))) head += 1;
	let tail = 0;
	while (head + tail < most && item.same(before.get(sizeBefore - tail), after.get(size - tail))) tail += 1;
	return { head, removed: sizeBefore - head - tail, inserted: size - head - tail };
}
