import type { Enums } from "../enums";
import { hostOf } from "../userdata";
import { badArgument, numberArgument } from "./arguments";
import { Datatype } from "./datatype";

interface TweenContent {
	readonly time: number;
	readonly style: unknown;
	readonly direction: unknown;
	readonly repeats: number;
	readonly reverses: boolean;
	readonly delay: number;
}

const itemName = (item: unknown) => hostOf(item)!.index("Name");

export const tweenInfo: Datatype<TweenContent> = new Datatype<TweenContent>({
	name: "TweenInfo",
	properties: {
		Time: (content) => content.time,
		EasingStyle: (content) => content.style,
		EasingDirection: (content) => content.direction,
		RepeatCount: (content) => content.repeats,
		Reverses: (content) => content.reverses,
		DelayTime: (content) => content.delay,
	},
	methods: {},
	operators: {},
	equals: (a, b) =>
		a.time === b.time &&
		a.style === b.style &&
		a.direction === b.direction &&
		a.repeats === b.repeats &&
		a.reverses === b.reverses &&
		a.delay === b.delay,
	text: (content) =>
		`Time:${content.time} DelayTime:${content.delay} RepeatCount:${content.repeats} ` +
		`Reverses:${content.reverses ? "True" : "False"} EasingDirection:${itemName(content.direction)} ` +
		`EasingStyle:${itemName(content.style)}`,
});

/** The `TweenInfo` global. */
export function createTweenInfoLibrary(enums: Enums): object {
	const itemArgument = (value: unknown, position: number, enumName: string, initial: string) => {
		if (value === undefined) return enums.item(enumName, initial);
		const [found] = (hostOf(value)?.text() ?? "").find(`^Enum%.${enumName}%.`);
		return found !== undefined ? value : badArgument(position, enumName, value);
	};
	return table.freeze({
		new: (
			time: unknown,
			style: unknown,
			direction: unknown,
			repeats: unknown,
			reverses: unknown,
			delaySeconds: unknown,
		) =>
			tweenInfo.create({
				time: numberArgument(time, 1, 1),
				style: itemArgument(style, 2, "EasingStyle", "Quad"),
				direction: itemArgument(direction, 3, "EasingDirection", "Out"),
				repeats: numberArgument(repeats, 4, 0),
				reverses: reverses === true,
				delay: numberArgument(delaySeconds, 6, 0),
			}),
	});
}
