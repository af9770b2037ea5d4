/** The text of a number as a key: the shortest that reads back as the same number, so that each number has one. */
export function keyText(key: number): string {
	// Minus zero is the same key of a table as zero.
	return tostring(key === 0 ? 0 : key);
}

/** The number that a key of the stored form stands for; undefined if it is not the one text of a number. */
export function keyNumber(text: unknown): number | undefined {
	// The engine gives a number-keyed table of few entries back as a list, and in memory it always was one.
	if (typeIs(text, "number")) return text;
	const value = typeIs(text, "string") ? tonumber(text) : undefined;
	return value !== undefined && keyText(value) === text ? value : undefined;
}
