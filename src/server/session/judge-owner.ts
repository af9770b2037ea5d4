import { ClockPort } from "../cloud/ports";
import { DataManagerConfig } from "../config";
import { JournalReader } from "../journal/journal-reader";
import { OwnerLiveness } from "../liveness/owner-liveness";
import { TakeOver } from "./acquire-transform";
import { LockWatch } from "./document-slot";

/** What it takes to judge whether the owner of a lock is dead. */
export interface JudgeParts {
	readonly clock: ClockPort;
	readonly config: DataManagerConfig;
	readonly realm: string;
	readonly liveness: OwnerLiveness;
	readonly journals: JournalReader;
}

/**
 * Whether a foreign lock may be taken over, and with what of its owner's journal. Dead is an owner whose sign of life is
 * absent in looks far enough apart, whose lock has not moved for long enough, and who has not answered. Where its sign of
 * life, or its journal, cannot be read, its lock has to stand still for much longer. Yields.
 */
export function judgeOwner(parts: JudgeParts, watch: LockWatch, collection: string, key: string): TakeOver | undefined {
	const { clock, config, realm, liveness, journals } = parts;
	const { lock, since } = watch;
	// Whoever does not share our MemoryStore cannot be seen to live.
	if (lock.realm !== realm) return undefined;
	const sighting = liveness.look(lock.owner);
	if (sighting === "alive") return undefined;
	const watched = clock.now() - since;
	const absentLongEnough = liveness.absentSeconds(lock.owner) >= config.aliveSeconds / 2;
	if (sighting === "absent" && absentLongEnough && watched >= config.deadOwnerSeconds) {
		const entries = journals.entriesOf(lock.owner, collection, key);
		if (entries.ok) return { lock, entries: entries.value };
		return watched >= config.uncertainOwnerSeconds ? { lock } : undefined;
	}
	return sighting === "unreadable" && watched >= config.uncertainOwnerSeconds ? { lock } : undefined;
}
