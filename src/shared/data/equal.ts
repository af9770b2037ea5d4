import { isSameLeaf } from "./leaf";
import { Table } from "./table";

/**
 * Whether a draft says the same as a frozen value. Goes only as deep as the frozen one, so it ends whatever the draft
 * is; a draft with a metatable equals nothing.
 */
export function isEqual(frozen: unknown, draft: unknown): boolean {
	if (frozen === draft) return true;
	if (!typeIs(frozen, "table") || !typeIs(draft, "table")) return isSameLeaf(frozen, draft);
	if (getmetatable(draft) !== undefined) return false;
	const before = frozen as Table;
	const after = draft as Table;
	for (const [key, value] of pairs(after)) {
		const known = before.get(key);
		if (known !== value && !isEqual(known, value)) return false;
	}
	for (const [key] of pairs(before)) {
		if (after.get(key) === undefined) return false;
	}
	return true;
}
