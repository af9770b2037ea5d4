import type { Operators } from "../userdata";
import { arithmeticError, numberArgument } from "./arguments";
import type { Datatype, Method } from "./datatype";
import { interpolate, toFloat } from "./numbers";

/** The numbers along each axis. */
export type Components = ReadonlyArray<number>;

/** What the algebra needs of the type of vector it is for. */
export interface VectorKind {
	readonly axes: number;
	readonly datatype: () => Datatype<Components>;
	readonly create: (components: Components) => object;
}

export function dot(a: Components, b: Components): number {
	return a.reduce((sum, value, index) => sum + value * b[index], 0);
}

export function scale(vector: Components, factor: number): Array<number> {
	return vector.map((value) => value * factor);
}

export function magnitude(vector: Components): number {
	return math.sqrt(dot(vector, vector));
}

/** Of length 1; not a number in every direction if there is none. */
export function unit(vector: Components): Array<number> {
	const length = magnitude(vector);
	return vector.map((value) => value / length);
}

export function cross(a: Components, b: Components): Array<number> {
	const [ax, ay, az] = [a[0], a[1], a[2]];
	const [bx, by, bz] = [b[0], b[1], b[2]];
	return [ay * bz - az * by, az * bx - ax * bz, ax * by - ay * bx];
}

/** The properties that every vector has. */
export function vectorProperties(kind: VectorKind): Record<string, (content: Components) => unknown> {
	const length = (content: Components) => toFloat(magnitude(content));
	const direction = (content: Components) => kind.create(unit(content));
	return { Magnitude: length, magnitude: length, Unit: direction, unit: direction };
}

/** The methods that every vector has. */
export function vectorMethods(kind: VectorKind): Record<string, Method<Components>> {
	const other = (value: unknown, position = 1) => kind.datatype().expect(value, position);
	const each = (change: (value: number) => number) => (content: Components) =>
		kind.create(content.map((x) => change(x)));
	const extreme = (choose: (a: number, b: number) => number) => {
		return (content: Components, ...values: Array<unknown>) => {
			let chosen = content;
			for (const position of $range(1, values.size())) {
				const candidate = other(values[position - 1], position);
				chosen = chosen.map((x, index) => choose(x, candidate[index]));
			}
			return kind.create(chosen);
		};
	};
	const lerp = (content: Components, goal: unknown, alpha: unknown) => {
		const to = other(goal);
		const amount = numberArgument(alpha, 2);
		return kind.create(content.map((value, index) => interpolate(value, to[index], amount)));
	};
	return {
		Abs: each((value) => math.abs(value)),
		Ceil: each((value) => math.ceil(value)),
		Floor: each((value) => math.floor(value)),
		Sign: each((value) => math.sign(value)),
		Dot: (content, value) => toFloat(dot(content, other(value))),
		Lerp: lerp,
		lerp,
		Min: extreme((a, b) => math.min(a, b)),
		Max: extreme((a, b) => math.max(a, b)),
		FuzzyEq: (content, value, epsilon) => {
			const [to, slack] = [other(value), numberArgument(epsilon, 2, 1e-5)];
			return content.every((x, index) => math.abs(x - to[index]) <= slack);
		},
	};
}

/** The operators that every vector has: with a vector of its kind, and with a number where that makes sense. */
export function vectorOperators(kind: VectorKind): Operators {
	const operand = (value: unknown, numbersToo: boolean): Components | undefined =>
		numbersToo && typeIs(value, "number") ? table.create(kind.axes, value) : kind.datatype().contentOf(value);
	const operator = (name: string, numbersToo: boolean, apply: (a: number, b: number) => number) => {
		return (left: unknown, right: unknown) => {
			const a = operand(left, numbersToo);
			const b = operand(right, numbersToo);
			if (a === undefined || b === undefined) return arithmeticError(name, left, right);
			return kind.create(a.map((value, index) => apply(value, b[index])));
		};
	};
	return {
		__add: operator("add", false, (a, b) => a + b),
		__sub: operator("sub", false, (a, b) => a - b),
		__mul: operator("mul", true, (a, b) => a * b),
		__div: operator("div", true, (a, b) => a / b),
		__idiv: operator("idiv", true, (a, b) => math.floor(a / b)),
		__unm: (value: unknown) =>
			kind.create(
				kind
					.datatype()
					.expect(value, 1)
					.map((x) => -x),
			),
	};
}
