import { typeOfValue } from "../userdata";

const ATTRIBUTE_TYPES = new Set([
	"nil",
	"string",
	"boolean",
	"number",
	"UDim",
	"UDim2",
	"BrickColor",
	"Color3",
	"Vector2",
	"Vector3",
	"CFrame",
	"NumberRange",
	"NumberSequence",
	"ColorSequence",
	"Rect",
	"EnumItem",
]);

/** Refuses what the engine does not keep as an attribute of an instance. */
export function checkAttribute(value: unknown): void {
	const name = typeOfValue(value);
	if (!ATTRIBUTE_TYPES.has(name)) error(`${name} is not a supported attribute type`, 0);
}
