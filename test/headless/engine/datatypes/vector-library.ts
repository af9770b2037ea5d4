import { numberArgument } from "./arguments";
import { magnitude } from "./vector-algebra";
import { angleBetween, createVector3, vector3, vector3Library } from "./vector3";

/** The `Vector3` method of that name as a function, for `vector.dot(a, b)`. */
function ofMethod(name: string): Callback {
	return vector3.methods.get(name)!;
}

/** The `vector` global: in the engine its vectors are Vector3s, and Lune's own are not. */
export const vectorLibrary = table.freeze({
	create: (x: unknown, y: unknown, z: unknown) =>
		createVector3(numberArgument(x, 1), numberArgument(y, 2), numberArgument(z, 3, 0)),
	zero: vector3Library.zero,
	one: vector3Library.one,
	magnitude: (value: unknown) => magnitude(vector3.expect(value, 1)),
	normalize: (value: unknown) => {
		const content = vector3.expect(value, 1);
		const length = magnitude(content);
		return createVector3(content[0] / length, content[1] / length, content[2] / length);
	},
	angle: (a: unknown, b: unknown, axis: unknown) =>
		angleBetween(vector3.expect(a, 1), vector3.expect(b, 2), axis !== undefined ? vector3.expect(axis, 3) : undefined),
	clamp: (value: unknown, low: unknown, high: unknown) => {
		const [content, from, to] = [vector3.expect(value, 1), vector3.expect(low, 2), vector3.expect(high, 3)];
		const clamped = content.map((x, index) => math.clamp(x, from[index], to[index]));
		return createVector3(clamped[0], clamped[1], clamped[2]);
	},
	abs: ofMethod("Abs"),
	ceil: ofMethod("Ceil"),
	floor: ofMethod("Floor"),
	sign: ofMethod("Sign"),
	dot: ofMethod("Dot"),
	cross: ofMethod("Cross"),
	min: ofMethod("Min"),
	max: ofMethod("Max"),
	lerp: ofMethod("Lerp"),
});
