function copyBuffer(source: buffer): buffer {
	const copy = buffer.create(buffer.len(source));
	buffer.copy(copy, 0, source);
	return copy;
}

/** A copy of a stored value that belongs to whoever asked: nothing that is done to it reaches the cloud. */
export function copyImage(image: unknown): unknown {
	if (typeIs(image, "buffer")) return copyBuffer(image);
	if (!typeIs(image, "table")) return image;
	const copy = table.clone(image as Map<unknown, defined>);
	for (const [key, item] of pairs(copy)) {
		if (typeIs(item, "table") || typeIs(item, "buffer")) copy.set(key, copyImage(item) as defined);
	}
	return copy;
}
