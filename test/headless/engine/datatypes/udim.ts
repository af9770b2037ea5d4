import type { Operators } from "../userdata";
import { arithmeticError, numberArgument } from "./arguments";
import { Datatype } from "./datatype";
import { floatText, interpolate, toFloat } from "./numbers";

/** A part of the parent's size, and pixels. */
export interface UDimContent {
	readonly scale: number;
	readonly offset: number;
}

export function udimContent(scale: number, offset: number): UDimContent {
	// Pixels are whole.
	return { scale: toFloat(scale), offset: offset < 0 ? math.ceil(offset) : math.floor(offset) };
}

export function addUDim(a: UDimContent, b: UDimContent, sign: number): UDimContent {
	return udimContent(a.scale + sign * b.scale, a.offset + sign * b.offset);
}

export function interpolateUDim(from: UDimContent, to: UDimContent, alpha: number): UDimContent {
	return udimContent(interpolate(from.scale, to.scale, alpha), math.round(interpolate(from.offset, to.offset, alpha)));
}

export function udimText(content: UDimContent): string {
	return `${floatText(content.scale)}, ${"%d".format(content.offset)}`;
}

export function sameUDim(a: UDimContent, b: UDimContent): boolean {
	return a.scale === b.scale && a.offset === b.offset;
}

/** `+`, `-` and the sign, for everything that is made of UDims. */
export function sumOperators<T>(datatype: () => Datatype<T>, zero: T, add: (a: T, b: T, sign: number) => T): Operators {
	const operator = (name: string, sign: number) => (left: unknown, right: unknown) => {
		const a = datatype().contentOf(left);
		const b = datatype().contentOf(right);
		if (a === undefined || b === undefined) return arithmeticError(name, left, right);
		return datatype().create(add(a as T, b as T, sign));
	};
	return {
		__add: operator("add", 1),
		__sub: operator("sub", -1),
		__unm: (value: unknown) => datatype().create(add(zero, datatype().expect(value, 1), -1)),
	};
}

export const udim: Datatype<UDimContent> = new Datatype<UDimContent>({
	name: "UDim",
	properties: { Scale: (content) => content.scale, Offset: (content) => content.offset },
	methods: {},
	operators: sumOperators(() => udim, udimContent(0, 0), addUDim),
	equals: sameUDim,
	text: udimText,
});

/** The `UDim` global. */
export const udimLibrary = table.freeze({
	new: (scale: unknown, offset: unknown) =>
		udim.create(udimContent(numberArgument(scale, 1, 0), numberArgument(offset, 2, 0))),
});
