import { SeededRandom } from "../../../../src/testing/seeded-random";
import { typeOfValue } from "../userdata";
import { badArgument, numberArgument } from "./arguments";
import { Datatype } from "./datatype";
import { createVector3 } from "./vector3";

const SEEDS = 2 ** 52;
const WORD = 2 ** 32;
const HIGH_WORD = 2 ** 21;

/** From 0 to 1, without 1, in all the 53 bits of a number: an interval of integers may be that long. */
function fraction(random: SeededRandom): number {
	return (random.nextInteger(0, HIGH_WORD - 1) + random.nextNumber()) / HIGH_WORD;
}

function whole(value: unknown, position: number): number {
	const number = numberArgument(value, position);
	return number < 0 ? math.ceil(number) : math.floor(number);
}

function nextInteger(random: SeededRandom, low: unknown, high: unknown): number {
	const [from, to] = [whole(low, 1), whole(high, 2)];
	if (from > to) error("invalid argument #2 (interval is empty)", 0);
	const span = to - from + 1;
	return from + math.floor((span < WORD ? random.nextNumber() : fraction(random)) * span);
}

function nextNumber(random: SeededRandom, low: unknown, high: unknown): number {
	if (low === undefined) return fraction(random);
	const [from, to] = [numberArgument(low, 1), numberArgument(high, 2)];
	return from + (to - from) * fraction(random);
}

function nextUnitVector(random: SeededRandom): object {
	// The height of a point that is anywhere on a sphere is anywhere between its poles.
	const z = 2 * fraction(random) - 1;
	const angle = 2 * math.pi * fraction(random);
	const radius = math.sqrt(1 - z * z);
	return createVector3(radius * math.cos(angle), radius * math.sin(angle), z);
}

function shuffle(random: SeededRandom, list: unknown): void {
	if (typeOfValue(list) !== "table") badArgument(1, "table", list);
	const items = list as Array<unknown>;
	for (const index of $range(items.size() - 1, 1, -1)) {
		const other = random.nextInteger(0, index);
		[items[index], items[other]] = [items[other], items[index]];
	}
}

const random: Datatype<SeededRandom> = new Datatype<SeededRandom>({
	name: "Random",
	properties: {},
	methods: {
		NextInteger: nextInteger,
		NextNumber: nextNumber,
		NextUnitVector: nextUnitVector,
		Shuffle: shuffle,
		Clone: (generator) => random.create(generator.clone()),
	},
	operators: {},
	text: () => "Random",
});

/** The `Random` global of a machine, which seeds from that machine's own stream what has no seed. */
export function createRandomLibrary(seeds: SeededRandom): object {
	return table.freeze({
		new: (seed: unknown) => {
			const number = seed === undefined ? seeds.nextInteger(0, SEEDS - 1) : math.floor(numberArgument(seed, 1));
			// Any number is a seed, infinite ones too.
			return random.create(new SeededRandom(math.abs(number) < math.huge ? number % SEEDS : 0));
		},
	});
}
