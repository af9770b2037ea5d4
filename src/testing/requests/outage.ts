/**
 * Asked about every request, twice: `"before"` it takes effect and `"after"` it has. A text returned is what the caller's
 * error says: before, nothing has happened; after, everything has, and only the answer is lost. Nil lets the request pass.
 */
export type Outage = (operation: string, moment: "before" | "after") => string | undefined;
