import { Table } from "./table";

/**
 * Freezes a tree in place, for one that nobody else holds (decoded from the store or the network). A table that is
 * already frozen is taken to be so all the way down.
 */
export function deepFreeze<T>(value: T): T {
	if (typeIs(value, "table") && !table.isfrozen(value)) freezeTree(value as unknown as Table);
	return value;
}

function freezeTree(source: Table): void {
	table.freeze(source);
	for (const [, value] of pairs(source)) {
		if (typeIs(value, "table") && !table.isfrozen(value)) freezeTree(value as Table);
	}
}
