import { numberArgument } from "./arguments";
import { Datatype } from "./datatype";
import { floatsText, sameFloats, toFloat } from "./numbers";
import { Components, dot, VectorKind, vectorMethods, vectorOperators, vectorProperties } from "./vector-algebra";

export function createVector2(x: number, y: number): object {
	return vector2.create([toFloat(x), toFloat(y)]);
}

const kind: VectorKind = {
	axes: 2,
	datatype: () => vector2,
	create: (components) => createVector2(components[0], components[1]),
};

function crossOf(a: Components, b: Components): number {
	return a[0] * b[1] - a[1] * b[0];
}

export const vector2: Datatype<Components> = new Datatype<Components>({
	name: "Vector2",
	properties: {
		...vectorProperties(kind),
		X: (content) => content[0],
		Y: (content) => content[1],
		x: (content) => content[0],
		y: (content) => content[1],
	},
	methods: {
		...vectorMethods(kind),
		Cross: (content, other) => toFloat(crossOf(content, vector2.expect(other, 1))),
		Angle: (content, value, isSigned) => {
			const other = vector2.expect(value, 1);
			const angle = math.atan2(crossOf(content, other), dot(content, other));
			return isSigned === true ? angle : math.abs(angle);
		},
	},
	operators: vectorOperators(kind),
	equals: sameFloats,
	text: floatsText,
});

/** The `Vector2` global. */
export const vector2Library = table.freeze({
	new: (x: unknown, y: unknown) => createVector2(numberArgument(x, 1, 0), numberArgument(y, 2, 0)),
	zero: createVector2(0, 0),
	one: createVector2(1, 1),
	xAxis: createVector2(1, 0),
	yAxis: createVector2(0, 1),
});
