import { ArrayKind } from "../../../src/schema/kinds/array-kind";
import { LiteralKind } from "../../../src/schema/kinds/literal-kind";
import { MapKind } from "../../../src/schema/kinds/map-kind";
import { ObjectKind } from "../../../src/schema/kinds/object-kind";
import { OptionalKind } from "../../../src/schema/kinds/optional-kind";
import { UnionKind } from "../../../src/schema/kinds/union-kind";
import { SchemaNode } from "../../../src/schema/schema-node";
import { SeededRandom } from "../../../src/testing";
import { hidesAnything, isVisible } from "../../../src/wire/visibility";

/** The same schema with some of it private, and some of it public. Nothing of what tells members of a union apart is. */
export function marked(random: SeededRandom, node: SchemaNode): SchemaNode {
	const kind = node.kind;
	if (kind instanceof LiteralKind) return node;
	const isPrivate = random.chance(0.1);
	const isPublic = random.chance(0.15);
	return new SchemaNode(markedKind(random, node), { rules: [], isPrivate, isPublic });
}

function markedKind(random: SeededRandom, { kind }: SchemaNode): SchemaNode["kind"] {
	if (kind instanceof ObjectKind) {
		const nodes = new Map<string, SchemaNode>();
		for (const field of kind.fields) nodes.set(field.name, marked(random, field.node));
		return new ObjectKind(nodes);
	}
	if (kind instanceof ArrayKind) return new ArrayKind(marked(random, kind.item), {});
	if (kind instanceof MapKind) return new MapKind(kind.key, marked(random, kind.entry), {});
	if (kind instanceof OptionalKind) return new OptionalKind(marked(random, kind.inner), false);
	if (kind instanceof UnionKind && kind.discriminant) {
		return new UnionKind(kind.members.map((member) => new SchemaNode(markedKind(random, member))));
	}
	return kind;
}

type Loose = Map<string | number, defined>;

/** What becomes of a field: what is there instead; undefined for nothing. `isSeen` says whether it is visible. */
export type FieldChange = (value: defined, name: string, isSeen: boolean) => defined | undefined;

/**
 * A copy of a value with other fields, as the schema has them and as far as something is visible; written apart from the
 * code under test.
 */
export function withFields(node: SchemaNode, value: defined, shown: boolean, change: FieldChange): defined {
	const here = shown || node.settings.isPublic === true;
	const kind = node.kind;
	if (!typeIs(value, "table")) return value;
	if (kind instanceof OptionalKind) return withFields(kind.inner, value, here, change);
	if (kind instanceof UnionKind) {
		const member = memberOf(kind, value as unknown as Loose, here);
		return member ? withFields(member, value, here, change) : value;
	}
	const copy: Loose = new Map();
	for (const [key, inner] of pairs(value as unknown as Loose)) {
		if (kind instanceof ArrayKind) copy.set(key, withFields(kind.item, inner, here, change));
		else if (kind instanceof MapKind) copy.set(key, withFields(kind.entry, inner, here, change));
		else if (kind instanceof ObjectKind) {
			const field = kind.nodes.get(key as string);
			const isSeen = field !== undefined && isVisible(field, here);
			const other = change(inner, key as string, isSeen);
			if (other !== undefined) copy.set(key, isSeen ? withFields(field, other, here, change) : other);
		} else copy.set(key, inner);
	}
	return copy;
}

/** The member that a table is of. One of no known tag is shown as it is, unless something is hidden: then as the first. */
function memberOf({ discriminant, members }: UnionKind, value: Loose, shown: boolean): SchemaNode | undefined {
	const member = discriminant?.members.get(value.get(discriminant.field));
	if (member) return member;
	return members.some((candidate) => hidesAnything(candidate, shown)) ? members[0] : undefined;
}
