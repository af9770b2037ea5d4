import { brickColor } from "./brick-color";
import { createCFrame } from "./cframe";
import { colorSequence } from "./color-sequence";
import { createColor3 } from "./color3";
import { numberRange } from "./number-range";
import { numberSequence } from "./number-sequence";
import { rect } from "./rect";
import { udim, udimContent } from "./udim";
import { createUDim2 } from "./udim2";
import { createVector2 } from "./vector2";
import { createVector3 } from "./vector3";

// What Lune reads from a place file has the engine's types and their members.
const IMPORTS: Record<string, (value: never) => object> = {
	Vector2: (value: Vector2) => createVector2(value.X, value.Y),
	Vector3: (value: Vector3) => createVector3(value.X, value.Y, value.Z),
	CFrame: (value: CFrame) => createCFrame([...value.GetComponents()]),
	Color3: (value: Color3) => createColor3(value.R, value.G, value.B),
	UDim: (value: UDim) => udim.create(udimContent(value.Scale, value.Offset)),
	UDim2: (value: UDim2) => createUDim2(value.X.Scale, value.X.Offset, value.Y.Scale, value.Y.Offset),
	Rect: (value: Rect) => rect.create([value.Min.X, value.Min.Y, value.Max.X, value.Max.Y]),
	NumberRange: (value: NumberRange) => numberRange.create([value.Min, value.Max]),
	BrickColor: (value: BrickColor) =>
		brickColor.create({
			number: value.Number,
			name: value.Name,
			red: value.Color.R,
			green: value.Color.G,
			blue: value.Color.B,
		}),
	NumberSequence: (value: NumberSequence) =>
		numberSequence.create(
			value.Keypoints.map((point) => ({ time: point.Time, value: point.Value, envelope: point.Envelope })),
		),
	ColorSequence: (value: ColorSequence) =>
		colorSequence.create(
			value.Keypoints.map((point) => ({
				time: point.Time,
				color: [point.Value.R, point.Value.G, point.Value.B],
			})),
		),
};

/**
 * A value from a place file as scripts are to see it: Lune's own datatypes become the engine's. What is not emulated
 * becomes nothing: an object of Lune's would break on the first look at it.
 */
export function importPlaceValue(value: unknown): unknown {
	const name = typeOf(value);
	// Lune has a name for each of its own, and none for the engine's: those come from a place that a spec wrote.
	if (type(value) !== "userdata" || name === "userdata") return value;
	const convert = IMPORTS[name];
	return convert !== undefined ? convert(value as never) : undefined;
}
