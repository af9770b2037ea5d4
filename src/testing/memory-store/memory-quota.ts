import { throwMemoryError } from "./memory-error";
import { MemoryItem } from "./memory-item";
import { MemoryStructure } from "./memory-structure";
import { MemorySwitches } from "./memory-switches";

const BASE_BYTES = 64 * 1024;
const USER_BYTES = 1.2 * 1024;

/**
 * 64 KB and 1.2 KB for each user. More users raise it at once; it would shrink eight days after they left, which is longer
 * than any run, so here it never does. Over it only what makes the stored data larger fails (platform.md 3, Memory).
 */
export class MemoryQuota {
	/** Bytes stored now, of the whole experience. */
	used = 0;
	private usersMost = 0;

	constructor(
		private readonly users: () => number,
		private readonly switches: MemorySwitches,
	) {}

	/** Bytes that may be stored now. */
	limit(): number {
		this.usersMost = math.max(this.usersMost, this.users());
		return BASE_BYTES + USER_BYTES * this.usersMost;
	}

	/** Throws if an item that takes another's place, or none's, would not fit. */
	check(structure: MemoryStructure, before: MemoryItem | undefined, after: { readonly size: number }): void {
		// Asked at every write, so that no number of users goes unseen for long.
		const limit = this.limit();
		const growth = after.size - (before?.size ?? 0);
		if (growth > 0 && this.used + growth > limit) throwMemoryError("TotalMemoryOverLimit");
		if (structure.place.kind === "HashMap") return;
		const { structureItemsMax, structureBytesMax } = this.switches;
		const full = before === undefined && structure.ordered.size() >= structureItemsMax;
		if (full) throwMemoryError("DataStructureItemsOverLimit");
		if (growth > 0 && structure.bytes + growth > structureBytesMax) throwMemoryError("DataStructureMemoryOverLimit");
	}
}
