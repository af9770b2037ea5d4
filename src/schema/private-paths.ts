import type { Path } from "../shared/data/path";
import { ArrayKind } from "./kinds/array-kind";
import { MapKind } from "./kinds/map-kind";
import { ObjectKind } from "./kinds/object-kind";
import type { SchemaNode } from "./schema-node";

/** Stands for every index of a list and every key of a map. */
export const ANY_SEGMENT = "*";

/** Where the private values are. What is inside of one is not listed again, nor what a recursive schema repeats. */
export function findPrivatePaths(root: SchemaNode): ReadonlyArray<Path> {
	const found = new Array<Path>();
	visit(root, [], new Set(), found);
	return found;
}

function visit(node: SchemaNode, path: Path, above: Set<SchemaNode>, found: Array<Path>): void {
	if (above.has(node)) return;
	if (node.settings.isPrivate) {
		found.push(path);
		return;
	}
	above.add(node);
	if (node.kind instanceof ObjectKind) {
		for (const field of node.kind.fields) visit(field.node, [...path, field.name], above, found);
	} else {
		const inside = node.kind instanceof ArrayKind || node.kind instanceof MapKind ? [...path, ANY_SEGMENT] : path;
		for (const child of node.kind.children()) visit(child, inside, above, found);
	}
	above.delete(node);
}
