import { copyLeaf } from "./leaf";
import { Table } from "./table";

/** A copy of a frozen tree that can be changed everywhere. */
export function deepCopy<T>(value: T): T {
	return (typeIs(value, "table") ? copyTree(value as unknown as Table) : copyLeaf(value)) as T;
}

function copyTree(source: Table): Table {
	const copy = table.clone(source);
	for (const [key, value] of pairs(source)) {
		if (typeIs(value, "table")) {
			copy.set(key, copyTree(value as Table));
		} else if (typeIs(value, "buffer")) {
			copy.set(key, copyLeaf(value));
		}
	}
	return copy;
}
