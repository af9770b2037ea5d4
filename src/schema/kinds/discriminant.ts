import type { SchemaNode } from "../schema-node";
import { LiteralKind } from "./literal-kind";
import { ObjectKind } from "./object-kind";

/** The field by which the objects of a union are told apart. */
export interface Discriminant {
	readonly field: string;
	readonly members: ReadonlyMap<unknown, SchemaNode>;
	readonly expected: string;
}

/** The first field, by name, that is a literal in every member and a different one in each; none unless all are objects. */
export function findDiscriminant(members: ReadonlyArray<SchemaNode>): Discriminant | undefined {
	const [first] = members;
	if (!(first.kind instanceof ObjectKind)) return undefined;
	const fields = new Array<string>();
	for (const [field] of pairs(first.kind.nodes)) fields.push(field);
	for (const field of fields.sort()) {
		const found = tagsOf(members, field);
		if (found) return found;
	}
	return undefined;
}

function tagsOf(members: ReadonlyArray<SchemaNode>, field: string): Discriminant | undefined {
	const tagged = new Map<unknown, SchemaNode>();
	const expected = new Array<string>();
	for (const member of members) {
		const tag = member.kind instanceof ObjectKind ? member.kind.nodes.get(field) : undefined;
		if (!tag || !(tag.kind instanceof LiteralKind)) return undefined;
		for (const value of tag.kind.values) {
			if (tagged.has(value)) return undefined;
			tagged.set(value, member);
		}
		expected.push(tag.kind.expected);
	}
	return { field, members: tagged, expected: expected.join(" or ") };
}
