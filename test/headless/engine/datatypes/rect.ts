import { numberArgument } from "./arguments";
import { Datatype } from "./datatype";
import { floatsText, sameFloats, toFloat } from "./numbers";
import { createVector2, vector2 } from "./vector2";

/** Left, top, right, bottom. */
export const rect: Datatype<ReadonlyArray<number>> = new Datatype<ReadonlyArray<number>>({
	name: "Rect",
	properties: {
		Min: (content) => createVector2(content[0], content[1]),
		Max: (content) => createVector2(content[2], content[3]),
		Width: (content) => toFloat(content[2] - content[0]),
		Height: (content) => toFloat(content[3] - content[1]),
	},
	methods: {},
	operators: {},
	equals: sameFloats,
	text: floatsText,
});

/** The `Rect` global. */
export const rectLibrary = table.freeze({
	new: (a: unknown, b: unknown, c: unknown, d: unknown) => {
		const low = vector2.contentOf(a);
		const high = low !== undefined ? vector2.expect(b, 2) : undefined;
		const sides =
			low !== undefined && high !== undefined
				? [...low, ...high]
				: [numberArgument(a, 1, 0), numberArgument(b, 2, 0), numberArgument(c, 3, 0), numberArgument(d, 4, 0)];
		return rect.create(sides.map(toFloat));
	},
});
