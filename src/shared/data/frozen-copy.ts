import { fail, Result, succeed } from "../result";
import { copyTable, newCopyWalk } from "./copy-table";
import { copyLeaf } from "./leaf";
import { Problem } from "./problem";
import { Table } from "./table";

/** A deep, frozen copy of a value that somebody else may hold; see `reconcile` for what cannot be copied. */
export function frozenCopy<T>(value: T): Result<T, Problem> {
	if (!typeIs(value, "table")) return succeed(copyLeaf(value));
	const walk = newCopyWalk([]);
	const copy = copyTable(walk, value as unknown as Table, 0);
	return walk.problem ? fail(walk.problem) : succeed(copy as T);
}
