/** How many tables deep a document may be, its root included: far more than data needs, and every walk's recursion ends. */
export const DEPTH_MAX = 64;

/**
 * How many tables one draft may bring in. A document has 3 MB and a table takes at least three bytes of it, so none that
 * could be saved is stopped by this; it stops a few tables that refer to each other many times over, which would be
 * copied until the server hung.
 */
export const NEW_TABLES_MAX = 1_000_000;
