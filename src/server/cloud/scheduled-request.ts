import { Result } from "../../shared/result";
import { StoreFailure } from "./ports";

/** How urgent a request is; the first is the most urgent. */
export type Priority = "final" | "receipt" | "open" | "save" | "backup";

/** Every priority, the most urgent first. */
export const PRIORITIES: ReadonlyArray<Priority> = ["final", "receipt", "open", "save", "backup"];

/** The place of each priority: 0 is the most urgent. */
export const PRIORITY_RANKS: Readonly<Record<Priority, number>> = { final: 0, receipt: 1, open: 2, save: 3, backup: 4 };

/** One request to the DataStores, as it waits for its turn. */
export interface ScheduledRequest<T> {
	readonly priority: Priority;
	readonly store: string;
	readonly key: string;
	/** `"update"` costs a read and a write of the platform's budget, `"read"` a read. */
	readonly cost: "update" | "read";
	/** Bytes that it writes, about; what one key takes in a minute is limited. */
	readonly bytes?: number;
	/**
	 * The thread that asks is Holdfast's own, which nobody cancels: the request is made in it. Without this it is made in
	 * a thread of its own, which costs more than the request does here.
	 */
	readonly inPlace?: boolean;
	/** Makes the request once; yields. */
	readonly send: () => Result<T, StoreFailure>;
}
