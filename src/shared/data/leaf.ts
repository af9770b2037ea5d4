/** Whether two values that are not both tables are the same: buffers by their content, and NaN equals NaN. */
export function isSameLeaf(left: unknown, right: unknown): boolean {
	if (left === right || (left !== left && right !== right)) return true;
	return typeIs(left, "buffer") && typeIs(right, "buffer") && buffer.tostring(left) === buffer.tostring(right);
}

/** The value itself, except for a buffer: that is the one leaf its holder could still write into, so it is copied. */
export function copyLeaf<T>(value: T): T {
	if (!typeIs(value, "buffer")) return value;
	const size = buffer.len(value);
	const copy = buffer.create(size);
	buffer.copy(copy, 0, value, 0, size);
	return copy as T;
}
