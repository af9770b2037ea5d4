import { throwDataStoreError } from "./data-store-error";

/** A page's size as the platform takes it: a whole number in a range, and 0 for its default (platform.md 2: code 106). */
export function checkPageSize(pageSize: unknown, fallback: number, max = math.huge): number {
	const size = pageSize ?? 0;
	const valid = typeIs(size, "number") && size % 1 === 0 && size >= 0 && size <= max;
	if (!valid) throwDataStoreError(106, "PageSize must be within a predefined range.");
	return size === 0 ? fallback : (size as number);
}

// What a cursor looks like is the platform's own business; this much tells one from a key that was passed by mistake.
const CURSOR_MARK = "after:";

/** The cursor of a page that goes on after this name. */
export function cursorAfter(name: string): string {
	return `${CURSOR_MARK}${name}`;
}

/** The name that a page goes on after; nil for the first page. Throws for what was never a cursor. */
export function nameBefore(cursor: unknown): string | undefined {
	if (cursor === undefined || cursor === "") return undefined;
	const valid = typeIs(cursor, "string") && cursor.sub(1, CURSOR_MARK.size()) === CURSOR_MARK;
	if (!valid) error("InvalidExclusiveStartKey: the cursor is not valid.", 0);
	return (cursor as string).sub(CURSOR_MARK.size() + 1);
}
