import { PAGE_BYTES_MAX, PAGE_OVERHEAD_BYTES } from "./page";

const KB = 1024;
/** What the platform gives an experience: so much, and so much more for each player. */
const BASE_BYTES = 64 * KB;
const PLAYER_BYTES = 1.2 * KB;
/** The rest is for `alive` keys, mailboxes and the game's own use of memory stores. */
const JOURNAL_PART = 0.6;

/** Bytes of MemoryStore that one server's journal may take, by how many servers there are and its own players. */
export function journalShareBytes(servers: number, players: number): number {
	return JOURNAL_PART * (BASE_BYTES / math.max(servers, 1) + PLAYER_BYTES * math.max(players, 0));
}

/**
 * The documents to save instead of journaling them, largest first, so that the others fit into the share. Sizes are JSON
 * of entries. `pages` is how many pages they are in: each costs the platform's overhead; without it, as few as can be.
 */
export function overQuota(sizes: ReadonlyMap<string, number>, share: number, pages?: number): Array<string> {
	let entries = 0;
	const documents = new Array<{ readonly id: string; readonly size: number }>();
	for (const [id, size] of sizes) {
		// A comma behind each.
		entries += size + 1;
		documents.push({ id, size });
	}
	// By name if they are as large, so that the choice does not depend on the order of a table.
	documents.sort((left, right) => (left.size === right.size ? left.id < right.id : left.size > right.size));
	const saved = new Array<string>();
	for (const { id, size } of documents) {
		const least = math.ceil(entries / (PAGE_BYTES_MAX - PAGE_OVERHEAD_BYTES));
		// Those that are saved leave their pages, of which there are then no more than documents.
		const count = math.min(math.max(pages ?? least, least), documents.size() - saved.size());
		if (entries + count * PAGE_OVERHEAD_BYTES <= share) break;
		entries -= size + 1;
		saved.push(id);
	}
	return saved;
}
