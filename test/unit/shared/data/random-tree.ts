/** Numbers that look random and are the same for the same seed everywhere (Park and Miller's generator). */
export class Dice {
	private state: number;

	constructor(seed: number) {
		this.state = (seed * 7919 + 1) % 2147483647;
		this.roll(2);
	}

	/** A whole number from 0 to sides - 1. */
	public roll(sides: number): number {
		this.state = (this.state * 48271) % 2147483647;
		return this.state % sides;
	}
}

export type Loose = Map<string | number, unknown>;

const KEYS = ["a", "b", "c", "d", "long key", "é"];

/** A mutable tree of lists, objects and number-keyed maps; few keys and few values, so that equal ones are common. */
export function randomTable(dice: Dice, depth: number): Loose {
	const made: Loose = new Map();
	const kind = dice.roll(7);
	const size = dice.roll(5);
	for (const i of $range(1, size)) {
		if (kind < 3) made.set(i, randomValue(dice, depth));
		else if (kind < 6) made.set(randomKey(dice), randomValue(dice, depth));
		else made.set(dice.roll(9) - 2, randomValue(dice, depth));
	}
	return made;
}

export function randomValue(dice: Dice, depth: number): unknown {
	const kind = dice.roll(depth > 0 ? 8 : 4);
	if (kind === 0) return dice.roll(3);
	if (kind === 1) return dice.roll(2) === 0;
	if (kind === 2) return `text ${dice.roll(3)}`;
	if (kind === 3) return buffer.fromstring(tostring(dice.roll(2)));
	return randomTable(dice, depth - 1);
}

export function randomKey(dice: Dice): string {
	return KEYS[dice.roll(KEYS.size())];
}

/** Some table in a tree, often a deep one. */
export function randomPlace(dice: Dice, root: Loose): Loose {
	let place = root;
	while (dice.roll(4) > 0) {
		const children = tablesIn(place);
		if (children.isEmpty()) break;
		place = children[dice.roll(children.size())];
	}
	return place;
}

/** In an order that does not depend on how the table was built, so that a seed means the same everywhere. */
function tablesIn(parent: Loose): Array<Loose> {
	const keys = new Array<string | number>();
	for (const [key, value] of pairs(parent)) if (typeIs(value, "table")) keys.push(key);
	keys.sort((left, right) => `${typeOf(left)}${left}` < `${typeOf(right)}${right}`);
	return keys.map((key) => parent.get(key) as Loose);
}
