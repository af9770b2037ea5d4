/**
 * Where a value is in a document, from the root down: field names, keys of string-keyed maps, and 0-based array indices.
 *
 * In the patch of a commit (see `Change`) a number is the key of a number-keyed map instead: arrays are assigned whole
 * there, so a patch never holds an index.
 */
export type Path = ReadonlyArray<string | number>;

/** A path as a person writes it, for messages: `inventory[3].amount`, `pets["old rex"]`, and `(root)` for none. */
export function formatPath(path: Path): string {
	if (path.isEmpty()) return "(root)";
	let text = "";
	for (const segment of path) {
		if (!typeIs(segment, "string")) {
			// An untyped caller's path may hold anything; only a number is shown as what it is.
			text += `[${typeIs(segment, "number") ? segment : typeOf(segment)}]`;
		} else if (segment.match("^[%a_][%w_]*$")[0] === undefined) {
			text += string.format("[%q]", segment);
		} else {
			text += text === "" ? segment : `.${segment}`;
		}
	}
	return text;
}
