import { numberArgument } from "./arguments";
import { Datatype } from "./datatype";
import { addUDim, interpolateUDim, sameUDim, sumOperators, udim, UDimContent, udimContent, udimText } from "./udim";

interface UDim2Content {
	readonly x: UDimContent;
	readonly y: UDimContent;
}

const ZERO: UDim2Content = { x: udimContent(0, 0), y: udimContent(0, 0) };

function add(a: UDim2Content, b: UDim2Content, sign: number): UDim2Content {
	return { x: addUDim(a.x, b.x, sign), y: addUDim(a.y, b.y, sign) };
}

const width = (content: UDim2Content) => udim.create(content.x);
const height = (content: UDim2Content) => udim.create(content.y);

export const udim2: Datatype<UDim2Content> = new Datatype<UDim2Content>({
	name: "UDim2",
	properties: { X: width, Y: height, Width: width, Height: height },
	methods: {
		Lerp: (content, goal, alpha) => {
			const to = udim2.expect(goal, 1);
			const amount = numberArgument(alpha, 2);
			return udim2.create({
				x: interpolateUDim(content.x, to.x, amount),
				y: interpolateUDim(content.y, to.y, amount),
			});
		},
	},
	operators: sumOperators(() => udim2, ZERO, add),
	equals: (a, b) => sameUDim(a.x, b.x) && sameUDim(a.y, b.y),
	text: (content) => `{${udimText(content.x)}}, {${udimText(content.y)}}`,
});

export function createUDim2(xScale: number, xOffset: number, yScale: number, yOffset: number): object {
	return udim2.create({ x: udimContent(xScale, xOffset), y: udimContent(yScale, yOffset) });
}

/** The `UDim2` global. */
export const udim2Library = table.freeze({
	new: (a: unknown, b: unknown, c: unknown, d: unknown) => {
		const x = udim.contentOf(a);
		if (x !== undefined) return udim2.create({ x, y: udim.expect(b, 2) });
		return createUDim2(
			numberArgument(a, 1, 0),
			numberArgument(b, 2, 0),
			numberArgument(c, 3, 0),
			numberArgument(d, 4, 0),
		);
	},
	fromScale: (x: unknown, y: unknown) => createUDim2(numberArgument(x, 1, 0), 0, numberArgument(y, 2, 0), 0),
	fromOffset: (x: unknown, y: unknown) => createUDim2(0, numberArgument(x, 1, 0), 0, numberArgument(y, 2, 0)),
});
