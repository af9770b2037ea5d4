import { typeOfValue } from "../userdata";

export function badArgument(position: number, expected: string, value: unknown): never {
	const text =
		value === undefined
			? `missing argument #${position} (${expected} expected)`
			: `invalid argument #${position} (${expected} expected, got ${typeOfValue(value)})`;
	return error(text, 0) as never;
}

/** A number of the engine's: texts of numbers count, nil does where there is a default. */
export function numberArgument(value: unknown, position: number, initial?: number): number {
	if (typeIs(value, "number")) return value;
	if (value === undefined && initial !== undefined) return initial;
	const converted = typeIs(value, "string") ? tonumber(value) : undefined;
	return converted ?? badArgument(position, "number", value);
}

export function textArgument(value: unknown, position: number): string {
	if (typeIs(value, "string")) return value;
	return typeIs(value, "number") ? tostring(value) : badArgument(position, "string", value);
}

/** Luau's error for an operator that the two values do not have. */
export function arithmeticError(operation: string, left: unknown, right: unknown): never {
	return error(
		`attempt to perform arithmetic (${operation}) on ${typeOfValue(left)} and ${typeOfValue(right)}`,
		0,
	) as never;
}
