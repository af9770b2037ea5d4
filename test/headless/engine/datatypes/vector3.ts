import { hostOf } from "../userdata";
import { badArgument, numberArgument } from "./arguments";
import { Datatype } from "./datatype";
import { floatsText, sameFloats } from "./numbers";
import {
	Components,
	cross,
	dot,
	magnitude,
	VectorKind,
	vectorMethods,
	vectorOperators,
	vectorProperties,
} from "./vector-algebra";

// The engine's vectors are values: two equal ones are one key of a table. So each is made once for as long as somebody
// holds it. The key has every bit, since -0 prints otherwise than 0.
const made = setmetatable(new Map<string, object>(), { __mode: "v" });
const PACKED = "<fff";

export function createVector3(x: number, y: number, z: number): object {
	const key = string.pack(PACKED, x, y, z);
	const known = made.get(key);
	if (known !== undefined) return known;
	const [floatX, floatY, floatZ] = string.unpack(PACKED, key) as unknown as LuaTuple<[number, number, number]>;
	const proxy = vector3.create([floatX, floatY, floatZ]);
	made.set(key, proxy);
	return proxy;
}

const kind: VectorKind = {
	axes: 3,
	datatype: () => vector3,
	create: (components) => createVector3(components[0], components[1], components[2]),
};

/** In radians; its sign is that of the turn as seen against the axis, if there is one. */
export function angleBetween(a: Components, b: Components, axis?: Components): number {
	const normal = cross(a, b);
	const angle = math.atan2(magnitude(normal), dot(a, b));
	return axis !== undefined && dot(normal, axis) < 0 ? -angle : angle;
}

export const vector3: Datatype<Components> = new Datatype<Components>({
	name: "Vector3",
	properties: {
		...vectorProperties(kind),
		X: (content) => content[0],
		Y: (content) => content[1],
		Z: (content) => content[2],
		x: (content) => content[0],
		y: (content) => content[1],
		z: (content) => content[2],
	},
	methods: {
		...vectorMethods(kind),
		Cross: (content, other) => kind.create(cross(content, vector3.expect(other, 1))),
		Angle: (content, other, axis) =>
			angleBetween(content, vector3.expect(other, 1), axis !== undefined ? vector3.expect(axis, 2) : undefined),
	},
	operators: vectorOperators(kind),
	equals: sameFloats,
	text: floatsText,
});

const DIRECTIONS: Record<string, Components> = {
	"Enum.NormalId.Right": [1, 0, 0],
	"Enum.NormalId.Top": [0, 1, 0],
	"Enum.NormalId.Back": [0, 0, 1],
	"Enum.NormalId.Left": [-1, 0, 0],
	"Enum.NormalId.Bottom": [0, -1, 0],
	"Enum.NormalId.Front": [0, 0, -1],
	"Enum.Axis.X": [1, 0, 0],
	"Enum.Axis.Y": [0, 1, 0],
	"Enum.Axis.Z": [0, 0, 1],
};

function directionOf(enumName: string) {
	return (item: unknown) => {
		const name = hostOf(item)?.text() ?? "";
		const direction = name.find(`Enum.${enumName}.`, 1, true)[0] === 1 ? DIRECTIONS[name] : undefined;
		return kind.create(direction ?? badArgument(1, enumName, item));
	};
}

/** The `Vector3` global. */
export const vector3Library = table.freeze({
	new: (x: unknown, y: unknown, z: unknown) =>
		createVector3(numberArgument(x, 1, 0), numberArgument(y, 2, 0), numberArgument(z, 3, 0)),
	FromNormalId: directionOf("NormalId"),
	FromAxis: directionOf("Axis"),
	zero: createVector3(0, 0, 0),
	one: createVector3(1, 1, 1),
	xAxis: createVector3(1, 0, 0),
	yAxis: createVector3(0, 1, 0),
	zAxis: createVector3(0, 0, 1),
});
