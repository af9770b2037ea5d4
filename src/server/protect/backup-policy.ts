import { misuse } from "../../shared/errors";

/**
 * When a collection's documents are backed up by themselves: `"off"` never, `"everySave"` after each save, else when so
 * many seconds have passed since the last time, and always at the end of a session. Only documents that have changed since
 * their last backup are; what is backed up is what is committed, whether it is saved yet or not.
 */
export type BackupPolicy =
	| "off"
	| "everySave"
	| {
			/** Seconds between two backups of a document, 30 to 86400, or `"save"` for each save. Default 300. */
			readonly every?: number | "save";
			/** Automatic backups of a document that are kept, thinned out with age, 3 to 50. Default 10. */
			readonly keep?: number;
	  };

/** A policy as it is worked with. */
export interface ResolvedBackupPolicy {
	/** Seconds between two backups; 0: each save; nil: never. */
	readonly every?: number;
	readonly keep: number;
}

/** Seconds between two backups of a document when nothing else is said. */
export const BACKUP_SECONDS = 300;
/** Automatic backups of a document that are kept when nothing else is said. */
export const BACKUPS_KEPT = 10;

const EVERY_RANGE = [30, 86400] as const;
const KEEP_RANGE = [3, 50] as const;

export function resolveBackupPolicy(policy: BackupPolicy | undefined): ResolvedBackupPolicy {
	if (policy === "off") return { keep: BACKUPS_KEPT };
	if (policy === "everySave") return { every: 0, keep: BACKUPS_KEPT };
	const { every = BACKUP_SECONDS, keep = BACKUPS_KEPT } = policy ?? {};
	return { every: every === "save" ? 0 : every, keep };
}

/** Ends in an error that says what a policy may be, if this is none. */
export function checkBackupPolicy(policy: BackupPolicy | undefined): void {
	if (policy === undefined || policy === "off" || policy === "everySave") return;
	if (!typeIs(policy, "table")) misuse("backups", `"off", "everySave" or a table, not ${tostring(policy)}`);
	const { every, keep } = policy as { readonly every?: unknown; readonly keep?: unknown };
	if (every !== undefined && every !== "save") checkRange("every", every, EVERY_RANGE);
	if (keep !== undefined) checkRange("keep", keep, KEEP_RANGE);
}

function checkRange(name: string, value: unknown, [low, high]: readonly [number, number]): void {
	if (typeIs(value, "number") && value >= low && value <= high) return;
	misuse("backups", `${name} takes a number from ${low} to ${high}, not ${tostring(value)}`);
}
