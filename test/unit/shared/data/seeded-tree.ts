import { SeededRandom } from "../../../../src/testing";

const TEXTS = ["", "text", 'a "quote"', "back\\slash", "line\nand\ttab", "\x01\x1f\x7f", "žluť 🐎", "x", "</a>"];
const NUMBERS = [0, 1, -1, 9, 10, 99, 12345, -0.5, 0.1, 1 / 3, 1e14, 1e15, 1e21, -1e-7, 2 ** 53, 5e-324];
const KEYS = ["a", "b", "c", "d", "long key", "é", 'q"'];

/** A value that JSON can hold: few keys and few values, so that equal ones are common. */
export function seededValue(random: SeededRandom, depth: number): defined {
	const kind = random.nextInteger(0, depth > 0 ? 7 : 3);
	if (kind === 0) return random.pick(NUMBERS);
	if (kind === 1) return random.chance(0.5);
	if (kind === 2) return random.pick(TEXTS);
	if (kind === 3) return random.chance(0.2) ? random.nextNumber() * 1e6 : random.nextInteger(0, 2);
	return kind === 4 ? seededList(random, depth - 1) : seededMap(random, depth - 1);
}

/** Keyed by strings; empty at times. */
export function seededMap(random: SeededRandom, depth: number): Map<string, defined> {
	const made = new Map<string, defined>();
	for (const _ of $range(1, random.nextInteger(0, 4))) made.set(random.pick(KEYS), seededValue(random, depth));
	return made;
}

export function seededKey(random: SeededRandom): string {
	return random.pick(KEYS);
}

function seededList(random: SeededRandom, depth: number): Array<defined> {
	const made = new Array<defined>();
	for (const _ of $range(1, random.nextInteger(0, 4))) made.push(seededValue(random, depth));
	return made;
}
