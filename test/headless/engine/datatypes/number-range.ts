import { numberArgument } from "./arguments";
import { Datatype } from "./datatype";
import { floatText, sameFloats, toFloat } from "./numbers";

export const numberRange: Datatype<ReadonlyArray<number>> = new Datatype<ReadonlyArray<number>>({
	name: "NumberRange",
	properties: { Min: (content) => content[0], Max: (content) => content[1] },
	methods: {},
	operators: {},
	equals: sameFloats,
	// With a space after each number, the last one too.
	text: (content) => `${floatText(content[0])} ${floatText(content[1])} `,
});

/** The `NumberRange` global. */
export const numberRangeLibrary = table.freeze({
	new: (minimum: unknown, maximum: unknown) => {
		const low = numberArgument(minimum, 1);
		const high = numberArgument(maximum, 2, low);
		if (low > high) error("NumberRange: invalid range", 0);
		return numberRange.create([toFloat(low), toFloat(high)]);
	},
});
