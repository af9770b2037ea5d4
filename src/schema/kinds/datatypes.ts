import { t } from "@rbxts/t";

import { Datatype } from "./datatype-kind";

export const VECTOR2: Datatype<Vector2> = {
	expected: "a Vector2",
	is: t.Vector2,
	size: 2,
	sum: (value) => value.X + value.Y,
	toNumbers: (value) => [value.X, value.Y],
	fromNumbers: ([x, y]) => new Vector2(x, y),
};

export const VECTOR3: Datatype<Vector3> = {
	expected: "a Vector3",
	is: t.Vector3,
	size: 3,
	sum: (value) => value.X + value.Y + value.Z,
	toNumbers: (value) => [value.X, value.Y, value.Z],
	fromNumbers: ([x, y, z]) => new Vector3(x, y, z),
};

export const CFRAME: Datatype<CFrame> = {
	expected: "a CFrame",
	is: t.CFrame,
	size: 12,
	sum: (value) => {
		const [x, y, z, a, b, c, d, e, f, g, h, i] = value.GetComponents();
		return x + y + z + a + b + c + d + e + f + g + h + i;
	},
	toNumbers: (value) => [...value.GetComponents()],
	// The constructor of twelve numbers takes what `GetComponents` gives.
	fromNumbers: ([x, y, z, a, b, c, d, e, f, g, h, i]) => new CFrame(x, y, z, a, b, c, d, e, f, g, h, i),
};

export const COLOR3: Datatype<Color3> = {
	expected: "a Color3",
	is: t.Color3,
	size: 3,
	sum: (value) => value.R + value.G + value.B,
	toNumbers: (value) => [value.R, value.G, value.B],
	fromNumbers: ([r, g, b]) => new Color3(r, g, b),
};

export const UDIM2: Datatype<UDim2> = {
	expected: "a UDim2",
	is: t.UDim2,
	size: 4,
	sum: (value) => value.X.Scale + value.X.Offset + value.Y.Scale + value.Y.Offset,
	toNumbers: (value) => [value.X.Scale, value.X.Offset, value.Y.Scale, value.Y.Offset],
	fromNumbers: ([xScale, xOffset, yScale, yOffset]) => new UDim2(xScale, xOffset, yScale, yOffset),
};
