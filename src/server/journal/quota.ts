const KILOBYTE = 1024;
const SHARE = 0.6;
const BASE_BYTES = 64 * KILOBYTE;
const PLAYER_BYTES = 1.2 * KILOBYTE;

/** Bytes of the experience's MemoryStore that one server's journal may take (design.md 6; platform.md 3). */
export function journalShareBytes(servers: number, players: number): number {
	return SHARE * (BASE_BYTES / math.max(1, servers) + PLAYER_BYTES * players);
}

/** The documents whose entries do not fit the share, the largest first: they are to be saved instead. */
export function overQuota(sizes: ReadonlyMap<string, number>, share: number): Array<string> {
	let total = 0;
	const documents = new Array<[document: string, size: number]>();
	for (const [document, size] of sizes) {
		total += size;
		documents.push([document, size]);
	}
	documents.sort((a, b) => a[1] > b[1] || (a[1] === b[1] && a[0] < b[0]));
	const over = new Array<string>();
	for (const [document, size] of documents) {
		if (total <= share) break;
		over.push(document);
		total -= size;
	}
	return over;
}
