import { isSameLeaf } from "../../shared/data/leaf";
import type { Table } from "../../shared/data/table";
import { HashMemo } from "../hash-memo";
import { hashEntry, hashTable, hashValue } from "../value-hash";
import { WireNode } from "../wire-node";

/** A table whose values are all of one kind: what it is by its entries, in whatever form they travel. */
export abstract class EntriesNode extends WireNode {
	private readonly memo = new HashMemo();

	constructor(readonly entry: WireNode) {
		super();
	}

	override hash(value: unknown): number {
		if (!typeIs(value, "table")) return hashValue(value);
		const known = this.memo.find(value);
		if (known !== undefined) return known;
		let sum = 0;
		for (const [key, entry] of pairs(value as Table)) sum += hashEntry(key, this.entry.hash(entry));
		return this.memo.keep(value, hashTable(sum));
	}

	override same(left: unknown, right: unknown): boolean {
		if (left === right) return true;
		if (!typeIs(left, "table") || !typeIs(right, "table")) return isSameLeaf(left, right);
		return this.hasSameEntries(left as Table, right as Table);
	}

	private hasSameEntries(left: Table, right: Table): boolean {
		for (const [key, value] of pairs(left)) {
			const other = right.get(key);
			if (other === undefined || !this.entry.same(value, other)) return false;
		}
		for (const [key] of pairs(right)) if (left.get(key) === undefined) return false;
		return true;
	}
}
