import type { SeededRandom } from "../../../../src/testing/seeded-random";
import type { BrickColorEntry, BrickColorTable } from "../../host/native";
import { numberArgument } from "./arguments";
import { color3, createColor3 } from "./color3";
import { Datatype } from "./datatype";

// What every unknown number or name stands for: Medium stone grey.
const FALLBACK = 194;
// The colours that have a constructor of their own.
const NAMED = { White: 1, Gray: 194, DarkGray: 199, Black: 26, Red: 21, Yellow: 24, Green: 28, Blue: 23 };

export const brickColor: Datatype<BrickColorEntry> = new Datatype<BrickColorEntry>({
	name: "BrickColor",
	properties: {
		Number: (entry) => entry.number,
		Name: (entry) => entry.name,
		Color: (entry) => createColor3(entry.red, entry.green, entry.blue),
		r: (entry) => entry.red,
		g: (entry) => entry.green,
		b: (entry) => entry.blue,
	},
	methods: {},
	operators: {},
	equals: (a, b) => a.number === b.number,
	text: (entry) => entry.name,
});

function nearest(colors: ReadonlyArray<BrickColorEntry>, red: number, green: number, blue: number): BrickColorEntry {
	let best = colors[0];
	let least = math.huge;
	for (const entry of colors) {
		const distance = (entry.red - red) ** 2 + (entry.green - green) ** 2 + (entry.blue - blue) ** 2;
		if (distance < least) [best, least] = [entry, distance];
	}
	return best;
}

/** The `BrickColor` global: by number, by name, or the one that is nearest to a colour. */
export function createBrickColorLibrary({ colors, palette }: BrickColorTable, random: SeededRandom): object {
	const numbered = (number: unknown) => colors.find((entry) => entry.number === number);
	const fallback = numbered(FALLBACK)!;
	const find = (a: unknown, b: unknown, c: unknown) => {
		const channels = color3.contentOf(a);
		if (channels !== undefined) return nearest(colors, channels[0], channels[1], channels[2]);
		if (b !== undefined) return nearest(colors, numberArgument(a, 1), numberArgument(b, 2), numberArgument(c, 3));
		if (typeIs(a, "string")) return colors.find((entry) => entry.name === a) ?? fallback;
		return numbered(numberArgument(a, 1)) ?? fallback;
	};
	const library: Record<string, unknown> = {
		new: (a: unknown, b: unknown, c: unknown) => brickColor.create(find(a, b, c)),
		random: () => brickColor.create(colors[random.nextInteger(1, colors.size()) - 1]),
		palette: (index: unknown) => {
			const number = palette[numberArgument(index, 1)];
			if (number === undefined) error(`palette index out of bounds (0-${palette.size() - 1})`, 0);
			return brickColor.create(numbered(number)!);
		},
	};
	for (const [name, number] of pairs(NAMED)) library[name] = () => brickColor.create(numbered(number)!);
	return table.freeze(library);
}
