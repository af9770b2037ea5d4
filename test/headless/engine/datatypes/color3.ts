import { numberArgument, textArgument } from "./arguments";
import { Datatype } from "./datatype";
import { interpolate, sameFloats, toFloat } from "./numbers";

/** Red, green, blue, each from 0 to 1. */
type Channels = ReadonlyArray<number>;

const BYTE_MAX = 255;

export function createColor3(red: number, green: number, blue: number): object {
	return color3.create([toFloat(red), toFloat(green), toFloat(blue)]);
}

/** Hue, saturation and value, each from 0 to 1. */
function toHsv(color: Channels): [number, number, number] {
	const [red, green, blue] = [color[0], color[1], color[2]];
	const value = math.max(red, green, blue);
	const range = value - math.min(red, green, blue);
	if (range === 0) return [0, 0, value];
	let sixths: number;
	if (value === red) sixths = ((green - blue) / range) % 6;
	else if (value === green) sixths = (blue - red) / range + 2;
	else sixths = (red - green) / range + 4;
	return [sixths / 6, range / value, value];
}

function fromHsv(hue: number, saturation: number, value: number): object {
	const channel = (shift: number) => {
		const sixths = (shift + hue * 6) % 6;
		return value * (1 - saturation * math.clamp(math.min(sixths, 4 - sixths), 0, 1));
	};
	return createColor3(channel(5), channel(3), channel(1));
}

function fromHex(text: string): object {
	const [digits] = text.match("^#?(%x+)$");
	const hex = typeIs(digits, "string") && digits.size() === 3 ? digits.gsub("%x", "%0%0")[0] : digits;
	if (!typeIs(hex, "string") || hex.size() !== 6) error("Unable to convert characters to hex value", 0);
	const byteAt = (index: number) => tonumber((hex as string).sub(index, index + 1), 16)! / BYTE_MAX;
	return createColor3(byteAt(1), byteAt(3), byteAt(5));
}

function toHex(color: Channels): string {
	return color.map((channel) => "%02x".format(math.round(math.clamp(channel, 0, 1) * BYTE_MAX))).join("");
}

const hsvOf = (color: Channels) => {
	const [hue, saturation, value] = toHsv(color);
	return $tuple(hue, saturation, value);
};

export const color3: Datatype<Channels> = new Datatype<Channels>({
	name: "Color3",
	properties: {
		R: (content) => content[0],
		G: (content) => content[1],
		B: (content) => content[2],
		r: (content) => content[0],
		g: (content) => content[1],
		b: (content) => content[2],
	},
	methods: {
		Lerp: (content, goal, alpha) => {
			const to = color3.expect(goal, 1);
			const mixed = content.map((channel, index) => interpolate(channel, to[index], numberArgument(alpha, 2)));
			return createColor3(mixed[0], mixed[1], mixed[2]);
		},
		ToHSV: (content) => hsvOf(content),
		ToHex: (content) => toHex(content),
	},
	operators: {},
	equals: sameFloats,
	// Shorter than other datatypes print their numbers.
	text: (content) => content.map((channel) => "%.6g".format(channel)).join(", "),
});

/** The `Color3` global. */
export const color3Library = table.freeze({
	new: (red: unknown, green: unknown, blue: unknown) =>
		createColor3(numberArgument(red, 1, 0), numberArgument(green, 2, 0), numberArgument(blue, 3, 0)),
	fromRGB: (red: unknown, green: unknown, blue: unknown) =>
		createColor3(
			numberArgument(red, 1, 0) / BYTE_MAX,
			numberArgument(green, 2, 0) / BYTE_MAX,
			numberArgument(blue, 3, 0) / BYTE_MAX,
		),
	fromHSV: (hue: unknown, saturation: unknown, value: unknown) =>
		fromHsv(numberArgument(hue, 1), numberArgument(saturation, 2), numberArgument(value, 3)),
	fromHex: (text: unknown) => fromHex(textArgument(text, 1)),
	toHSV: (color: unknown) => hsvOf(color3.expect(color, 1)),
});
