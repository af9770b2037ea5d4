/** Remembers the hashes of frozen tables for as long as somebody holds them. */
export class HashMemo {
	private readonly known = setmetatable(new Map<object, number>(), { __mode: "k" });

	find(value: object): number | undefined {
		return this.known.get(value);
	}

	/** Gives the hash back. What is not frozen may change, so its hash is not kept. */
	keep(value: object, hash: number): number {
		if (table.isfrozen(value)) this.known.set(value, hash);
		return hash;
	}
}
