import { numberArgument } from "./arguments";
import { color3, createColor3 } from "./color3";
import { Datatype } from "./datatype";
import { keypointsOf, sameKeypoints } from "./keypoints";
import { floatText, sameFloats, toFloat } from "./numbers";

interface ColorKeypoint {
	readonly time: number;
	readonly color: ReadonlyArray<number>;
}

const sameKeypoint = (a: ColorKeypoint, b: ColorKeypoint) => a.time === b.time && sameFloats(a.color, b.color);
// The last number is an envelope, which colours do not have.
const keypointText = (point: ColorKeypoint) =>
	`${[point.time, ...point.color, 0].map((number) => floatText(number)).join(" ")} `;

export const colorSequenceKeypoint: Datatype<ColorKeypoint> = new Datatype<ColorKeypoint>({
	name: "ColorSequenceKeypoint",
	properties: {
		Time: (point) => point.time,
		Value: (point) => createColor3(point.color[0], point.color[1], point.color[2]),
	},
	methods: {},
	operators: {},
	equals: sameKeypoint,
	text: keypointText,
});

export const colorSequence: Datatype<ReadonlyArray<ColorKeypoint>> = new Datatype<ReadonlyArray<ColorKeypoint>>({
	name: "ColorSequence",
	properties: { Keypoints: (points) => points.map((point) => colorSequenceKeypoint.create(point)) },
	methods: {},
	operators: {},
	equals: (a, b) => sameKeypoints(a, b, sameKeypoint),
	text: (points) => points.map(keypointText).join(""),
});

/** The `ColorSequenceKeypoint` global. */
export const colorSequenceKeypointLibrary = table.freeze({
	new: (time: unknown, color: unknown) =>
		colorSequenceKeypoint.create({ time: toFloat(numberArgument(time, 1)), color: color3.expect(color, 2) }),
});

/** The `ColorSequence` global. */
export const colorSequenceLibrary = table.freeze({
	new: (first: unknown, last: unknown) => {
		if (typeIs(first, "table")) {
			return colorSequence.create(keypointsOf(first, colorSequenceKeypoint, "ColorSequence"));
		}
		const from = color3.expect(first, 1);
		return colorSequence.create([
			{ time: 0, color: from },
			{ time: 1, color: last !== undefined ? color3.expect(last, 2) : from },
		]);
	},
});
