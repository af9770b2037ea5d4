/** How many tables deep a document may be, its root included. The platform's JSON gives up not far above. */
export const DEPTH_MAX = 64;

/**
 * How many tables one draft may bring in. A DataStore holds 4 MB and a table takes at least three bytes of it, so no
 * document that could be saved is stopped by this; it stops a few tables that refer to each other many times over, which
 * would be copied until the server hung.
 */
export const NEW_TABLES_MAX = 1_400_000;
