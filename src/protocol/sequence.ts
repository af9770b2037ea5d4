/** Numbers of a window cross as their last six bits: at most 32 are under way, so it is known which are meant. */
export const SEQUENCE_BITS = 64;
/** Intents of a client under way in one stream at once. */
export const WINDOW = 32;

/** How far the number with these last bits is ahead of another one, which it is not behind. */
export function ahead(bits: number, of: number): number {
	return (bits - (of % SEQUENCE_BITS) + SEQUENCE_BITS) % SEQUENCE_BITS;
}

/** The number with these last bits that is nearest to an expected one: from 32 before to 31 after it. */
export function nearest(bits: number, expected: number): number {
	const distance = ahead(bits, expected);
	return distance < WINDOW ? expected + distance : expected + distance - SEQUENCE_BITS;
}

/** Revisions cross as their last sixteen bits. */
export const REVISION_BITS = 65536;
