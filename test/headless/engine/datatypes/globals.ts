import type { World } from "../world";
import { createBrickColorLibrary } from "./brick-color";
import { cframeLibrary } from "./cframe-library";
import { colorSequenceKeypointLibrary, colorSequenceLibrary } from "./color-sequence";
import { color3Library } from "./color3";
import { createDateTimeLibrary } from "./date-time";
import { numberRangeLibrary } from "./number-range";
import { numberSequenceKeypointLibrary, numberSequenceLibrary } from "./number-sequence";
import { createRandomLibrary } from "./random";
import { rectLibrary } from "./rect";
import { createTweenInfoLibrary } from "./tween-info";
import { udimLibrary } from "./udim";
import { udim2Library } from "./udim2";
import { vectorLibrary } from "./vector-library";
import { vector2Library } from "./vector2";
import { vector3, vector3Library } from "./vector3";

/** `type` as the engine has it: its Vector3s are not userdata but Luau's own vectors. */
function typeOfLuau(value: unknown): string {
	const kind = type(value);
	return kind === "userdata" && vector3.contentOf(value) !== undefined ? "vector" : kind;
}

/** The globals of a realm that make values of the engine's datatypes, and `type`. */
export function createDatatypeGlobals({ realm, random, enums, native }: World): Record<string, unknown> {
	return {
		type: typeOfLuau,
		vector: vectorLibrary,
		Vector2: vector2Library,
		Vector3: vector3Library,
		CFrame: cframeLibrary,
		Color3: color3Library,
		UDim: udimLibrary,
		UDim2: udim2Library,
		Rect: rectLibrary,
		NumberRange: numberRangeLibrary,
		NumberSequence: numberSequenceLibrary,
		NumberSequenceKeypoint: numberSequenceKeypointLibrary,
		ColorSequence: colorSequenceLibrary,
		ColorSequenceKeypoint: colorSequenceKeypointLibrary,
		BrickColor: createBrickColorLibrary(native.brickColors, random.derive("BrickColor")),
		TweenInfo: createTweenInfoLibrary(enums),
		DateTime: createDateTimeLibrary(() => realm.readUnixTime()),
		Random: createRandomLibrary(random.derive("Random")),
	};
}
