import { numberArgument } from "./arguments";
import { Datatype } from "./datatype";
import { keypointsOf, sameKeypoints } from "./keypoints";
import { floatText, toFloat } from "./numbers";

interface NumberKeypoint {
	readonly time: number;
	readonly value: number;
	readonly envelope: number;
}

const sameKeypoint = (a: NumberKeypoint, b: NumberKeypoint) =>
	a.time === b.time && a.value === b.value && a.envelope === b.envelope;
// With a space after each number, the last one too.
const keypointText = (point: NumberKeypoint) =>
	`${floatText(point.time)} ${floatText(point.value)} ${floatText(point.envelope)} `;
const keypoint = (time: number, value: number, envelope = 0): NumberKeypoint => ({
	time: toFloat(time),
	value: toFloat(value),
	envelope: toFloat(envelope),
});

export const numberSequenceKeypoint: Datatype<NumberKeypoint> = new Datatype<NumberKeypoint>({
	name: "NumberSequenceKeypoint",
	properties: {
		Time: (point) => point.time,
		Value: (point) => point.value,
		Envelope: (point) => point.envelope,
	},
	methods: {},
	operators: {},
	equals: sameKeypoint,
	text: keypointText,
});

export const numberSequence: Datatype<ReadonlyArray<NumberKeypoint>> = new Datatype<ReadonlyArray<NumberKeypoint>>({
	name: "NumberSequence",
	properties: { Keypoints: (points) => points.map((point) => numberSequenceKeypoint.create(point)) },
	methods: {},
	operators: {},
	equals: (a, b) => sameKeypoints(a, b, sameKeypoint),
	text: (points) => points.map(keypointText).join(""),
});

/** The `NumberSequenceKeypoint` global. */
export const numberSequenceKeypointLibrary = table.freeze({
	new: (time: unknown, value: unknown, envelope: unknown) =>
		numberSequenceKeypoint.create(
			keypoint(numberArgument(time, 1), numberArgument(value, 2), numberArgument(envelope, 3, 0)),
		),
});

/** The `NumberSequence` global. */
export const numberSequenceLibrary = table.freeze({
	new: (first: unknown, last: unknown) => {
		if (typeIs(first, "table")) {
			return numberSequence.create(keypointsOf(first, numberSequenceKeypoint, "NumberSequence"));
		}
		const from = numberArgument(first, 1);
		return numberSequence.create([keypoint(0, from), keypoint(1, numberArgument(last, 2, from))]);
	},
});
