// FNV-1a's prime, and its basis.
const BASIS = 0x811c9dc5;
const WORD = 2 ** 32;

/** The partition of a hash map that a key is in: the same on every machine, and without any order. */
export function partitionOf(key: string, partitions: number): number {
	let hash = BASIS;
	for (let index = 1; index <= key.size(); index += 1) {
		hash = bit32.bxor(hash, key.byte(index)[0]);
		// hash * 16777619 modulo 2^32, without leaving the 53 bits of a double.
		hash = (bit32.lshift(hash, 24) + hash * 403) % WORD;
	}
	return hash % partitions;
}
