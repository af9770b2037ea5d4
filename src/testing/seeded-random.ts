// Small Fast Counter (sfc32): 128 bits of state, passes PractRand, and needs additions and shifts of 32 bits only.
const WORD = 2 ** 32;
const WARM_UP_ROUNDS = 15;

/** FNV-1a over the bytes of a text: 32 bits that stand for a name. */
function hashName(name: string): number {
	let hash = 0x811c9dc5;
	for (let index = 1; index <= name.size(); index += 1) {
		hash = bit32.bxor(hash, name.byte(index)[0]);
		// hash * 16777619 modulo 2^32, without leaving the 53 bits of a double.
		hash = (bit32.lshift(hash, 24) + hash * 403) % WORD;
	}
	return hash;
}

/**
 * Numbers that look random and are the same for the same seed, on every machine: what decides everything random in a
 * simulated universe.
 */
export class SeededRandom {
	private a: number;
	private b: number;
	private c: number;
	private counter = 1;

	/** @param seed a whole number from 0 to 2^52 */
	constructor(private readonly seed: number) {
		this.a = seed % WORD;
		this.b = math.floor(seed / WORD) % WORD;
		this.c = hashName(`${seed}`);
		for (let round = 0; round < WARM_UP_ROUNDS; round += 1) this.nextWord();
	}

	/** From 0 to 1, without 1. */
	nextNumber(): number {
		return this.nextWord() / WORD;
	}

	/** A whole number from `min` to `max`, both possible. */
	nextInteger(min: number, max: number): number {
		return min + math.floor(this.nextNumber() * (max - min + 1));
	}

	/** True with this probability, 0 to 1. */
	chance(probability: number): boolean {
		return this.nextNumber() < probability;
	}

	/** One of the items, which must be there. */
	pick<T extends defined>(items: ReadonlyArray<T>): T {
		return items[this.nextInteger(0, items.size() - 1)];
	}

	/** The items in another order; the list given stays as it is. */
	shuffle<T extends defined>(items: ReadonlyArray<T>): Array<T> {
		const shuffled = [...items];
		for (let index = shuffled.size() - 1; index > 0; index -= 1) {
			const other = this.nextInteger(0, index);
			[shuffled[index], shuffled[other]] = [shuffled[other], shuffled[index]];
		}
		return shuffled;
	}

	/** A version 4 UUID, without braces. */
	guid(): string {
		const [p, q, r, s] = [this.nextWord(), this.nextWord(), this.nextWord(), this.nextWord()];
		return "%08x-%04x-4%03x-%04x-%04x%08x".format(
			p,
			bit32.rshift(q, 16),
			bit32.band(q, 0xfff),
			bit32.bor(0x8000, bit32.band(bit32.rshift(r, 16), 0x3fff)),
			bit32.band(r, 0xffff),
			s,
		);
	}

	/** An independent stream of its own for a part: what the part draws does not move anybody else's numbers. */
	derive(name: string): SeededRandom {
		// Two hashes side by side: 52 bits, as many as a whole number has room for.
		return new SeededRandom(hashName(`${this.seed}/${name}`) + WORD * (hashName(`${name}/${this.seed}`) % 2 ** 20));
	}

	/** The same stream once more: both draw the same numbers from here on. */
	clone(): SeededRandom {
		const copy = new SeededRandom(this.seed);
		copy.a = this.a;
		copy.b = this.b;
		copy.c = this.c;
		copy.counter = this.counter;
		return copy;
	}

	private nextWord(): number {
		const sum = (this.a + this.b + this.counter) % WORD;
		this.counter = (this.counter + 1) % WORD;
		this.a = bit32.bxor(this.b, bit32.rshift(this.b, 9));
		this.b = (this.c + bit32.lshift(this.c, 3)) % WORD;
		this.c = (bit32.lrotate(this.c, 21) + sum) % WORD;
		return sum;
	}
}
