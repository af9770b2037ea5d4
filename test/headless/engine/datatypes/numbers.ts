const scratch = buffer.create(4);

/** The nearest number of 32 bits: what the engine's datatypes hold, whatever precision a script's number has. */
export function toFloat(value: number): number {
	buffer.writef32(scratch, 0, value);
	return buffer.readf32(scratch, 0);
}

/** As the engine prints a number of a datatype: `0.100000001`. */
export function floatText(value: number): string {
	// What a NaN looks like differs from machine to machine.
	return value === value ? "%.9g".format(value) : "nan";
}

export function floatsText(values: ReadonlyArray<number>): string {
	return values.map(floatText).join(", ");
}

export function sameFloats(a: ReadonlyArray<number>, b: ReadonlyArray<number>): boolean {
	return a.every((value, index) => value === b[index]);
}

export function interpolate(from: number, to: number, alpha: number): number {
	return from + (to - from) * alpha;
}
