/**
 * How soon an intent is sent. Order is kept whatever the priority: what was asked for before goes with it.
 *
 * - `HIGH` – at once.
 * - `NORMAL` – at the end of the frame, with all else of the frame.
 * - `LOW` – within 0.2 s, so that what comes meanwhile goes in the same message.
 */
export const StatePriority = table.freeze({ HIGH: "high", NORMAL: "normal", LOW: "low" } as const);

export type StatePriority = (typeof StatePriority)[keyof typeof StatePriority];
