import { ArrayKind } from "../schema/kinds/array-kind";
import { MapKind } from "../schema/kinds/map-kind";
import { ObjectKind } from "../schema/kinds/object-kind";
import { OptionalKind } from "../schema/kinds/optional-kind";
import { ANY_SEGMENT } from "../schema/private-paths";
import type { SchemaNode } from "../schema/schema-node";
import { formatPath, Path } from "../shared/data/path";
import { misuse } from "../shared/errors";
import { hidesAnything } from "../wire/visibility";

/** A place that clients may set. */
export interface WritablePlace {
	/** `*` stands for every index and every key. */
	readonly pattern: Path;
	readonly node: SchemaNode;
}

/** Where clients may set values, in the order of the schema: both sides count these places alike. */
export function findWritablePlaces(root: SchemaNode): ReadonlyArray<WritablePlace> {
	const found = new Array<WritablePlace>();
	visit(root, [], new Set(), found);
	return found;
}

function visit(node: SchemaNode, pattern: Path, above: Set<SchemaNode>, found: Array<WritablePlace>): void {
	if (node.settings.isPrivate || above.has(node)) return;
	if (node.settings.isClientWritable) {
		// What a client does not have it cannot send: to set the whole would be to take that away.
		if (hidesAnything(node, true)) {
			misuse("clientWritable", `${formatPath(pattern)} has private parts; mark what is beside them instead`);
		}
		found.push({ pattern, node });
		return;
	}
	above.add(node);
	const { kind } = node;
	if (kind instanceof ObjectKind) {
		for (const field of kind.fields) visit(field.node, [...pattern, field.name], above, found);
	} else if (kind instanceof ArrayKind) {
		visit(kind.item, [...pattern, ANY_SEGMENT], above, found);
	} else if (kind instanceof MapKind && kind.key.kind.keyType === "string") {
		visit(kind.entry, [...pattern, ANY_SEGMENT], above, found);
	} else if (kind instanceof OptionalKind) {
		for (const child of kind.children()) visit(child, pattern, above, found);
	} else if (kind.children().some(marksAny)) {
		misuse("clientWritable", `no path leads into ${formatPath(pattern)}, ${kind.expected}; mark it as a whole instead`);
	}
	above.delete(node);
}

/** Whether clients are to set anything inside, itself included. */
function marksAny(node: SchemaNode): boolean {
	return node.reaches(
		({ settings }) => settings.isClientWritable === true,
		({ settings }) => settings.isPrivate !== true,
	);
}

/** Which of these a path leads to. */
export function writableAt(places: ReadonlyArray<WritablePlace>, path: Path): number | undefined {
	for (const index of $range(0, places.size() - 1)) if (fits(places[index].pattern, path)) return index;
	return undefined;
}

function fits(pattern: Path, path: Path): boolean {
	if (pattern.size() !== path.size()) return false;
	return pattern.every((segment, index) => segment === ANY_SEGMENT || segment === path[index]);
}

/** What stands for the `*` of a pattern in a path that fits it. */
export function freeSegments(pattern: Path, path: Path): Path {
	return path.filter((_segment, index) => pattern[index] === ANY_SEGMENT);
}

/** The path that a pattern and its free segments make. */
export function pathOf(pattern: Path, free: Path): Path {
	let used = 0;
	return pattern.map((segment) => {
		if (segment !== ANY_SEGMENT) return segment;
		used += 1;
		return free[used - 1];
	});
}
