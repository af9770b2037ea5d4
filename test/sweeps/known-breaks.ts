import type { Break } from "./breaks";

/** Ways to break the library, each with the checker that has to notice. */
export const BREAKS = {} satisfies Record<string, Break>;
