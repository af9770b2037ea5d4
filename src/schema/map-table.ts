import { Key, MutableTable, Table } from "../shared/data/table";

/** The same table if no value changes, else a frozen copy with the changed ones; a value that becomes undefined is gone. */
export function mapTable(source: Table, change: (value: unknown, key: Key) => unknown): Table {
	let copy: MutableTable | undefined;
	for (const [key, value] of pairs(source)) {
		const changed = change(value, key);
		if (changed === value) continue;
		if (copy === undefined) copy = table.clone(source) as MutableTable;
		copy.set(key, changed);
	}
	return copy === undefined ? source : table.freeze(copy);
}
