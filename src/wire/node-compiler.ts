import { ArrayKind } from "../schema/kinds/array-kind";
import { BooleanKind } from "../schema/kinds/boolean-kind";
import { BufferKind } from "../schema/kinds/buffer-kind";
import { DatatypeKind } from "../schema/kinds/datatype-kind";
import { DateTimeKind } from "../schema/kinds/date-time-kind";
import { EnumItemKind } from "../schema/kinds/enum-item-kind";
import { LazyKind } from "../schema/kinds/lazy-kind";
import { LiteralKind } from "../schema/kinds/literal-kind";
import { MapKind } from "../schema/kinds/map-kind";
import { NumberKind } from "../schema/kinds/number-kind";
import { ObjectKind } from "../schema/kinds/object-kind";
import { OptionalKind } from "../schema/kinds/optional-kind";
import { SetKind } from "../schema/kinds/set-kind";
import { StringKind } from "../schema/kinds/string-kind";
import { UnionKind } from "../schema/kinds/union-kind";
import type { SchemaNode } from "../schema/schema-node";
import { ArrayNode } from "./nodes/array-node";
import { BooleanNode } from "./nodes/boolean-node";
import { BufferNode } from "./nodes/buffer-node";
import { chooseByForm } from "./nodes/choose-by-form";
import { DatatypeNode } from "./nodes/datatype-node";
import { DateTimeNode } from "./nodes/date-time-node";
import { EnumItemNode } from "./nodes/enum-item-node";
import { IntegerNode } from "./nodes/integer-node";
import { LazyNode } from "./nodes/lazy-node";
import { LiteralNode } from "./nodes/literal-node";
import { LooseNode } from "./nodes/loose-node";
import { MapNode } from "./nodes/map-node";
import { NumberNode } from "./nodes/number-node";
import { ObjectNode } from "./nodes/object-node";
import { SetNode } from "./nodes/set-node";
import { TextNode } from "./nodes/text-node";
import { chooseByTag, UnionNode } from "./nodes/union-node";
import { hidesAnything, holdsTables, isTagVisible, isVisible } from "./visibility";
import type { WireNode } from "./wire-node";

/**
 * Makes the nodes of a schema, each for its one place; what is not visible has none. `shown` is as in `isVisible`, and
 * the nodes that are asked for are visible.
 */
export class NodeCompiler {
	/** A recursive schema has one node for each way in which it can be shown. */
	private readonly shownLazies = new Map<SchemaNode, LazyNode>();
	private readonly otherLazies = new Map<SchemaNode, LazyNode>();

	compile(node: SchemaNode, shown: boolean): WireNode {
		const here = shown || node.settings.isPublic === true;
		const kind = node.kind;
		if (kind instanceof ObjectKind) return this.compileObject(kind, here);
		if (kind instanceof ArrayKind) return new ArrayNode(this.compile(kind.item, here));
		if (kind instanceof MapKind) return new MapNode(this.compile(kind.key, true), this.compile(kind.entry, here));
		if (kind instanceof SetKind) return new SetNode(this.compile(kind.item, here));
		if (kind instanceof OptionalKind) return this.compile(kind.inner, here);
		if (kind instanceof UnionKind) return this.compileUnion(kind, here);
		if (kind instanceof LazyKind) return this.compileLazy(kind.inner(), here);
		return compileLeaf(node);
	}

	/** Of a private one, or of one of which nothing is shown, an object without fields. */
	compileObject(kind: ObjectKind, shown: boolean): ObjectNode {
		const visible = kind.fields.filter((field) => isVisible(field.node, shown));
		return new ObjectNode(
			visible.map(({ name, node }) => ({
				name,
				node: this.compile(node, shown),
				// Without its rules: those of a game should not have a say in the form.
				optional: node.kind.is(undefined),
			})),
		);
	}

	private compileUnion(kind: UnionKind, shown: boolean): UnionNode {
		const members = kind.members.map((member) => this.compile(member, shown));
		const tag = kind.discriminant;
		if (tag && isTagVisible(kind, shown)) {
			const hides = kind.members.some((member) => hidesAnything(member, shown));
			const byTag = new Map<unknown, WireNode>();
			for (const [name, member] of pairs(tag.members)) byTag.set(name, members[kind.members.indexOf(member)]);
			return new UnionNode(members, chooseByTag(members, tag.field, byTag, hides), "byMember");
		}
		const holders = members.filter((_, index) => holdsTables(kind.members[index]));
		// Only of objects something is left out.
		const isWhole = !kind.members.some((member) => member.reaches(({ kind: inner }) => inner instanceof ObjectKind));
		const tableHash = holders.size() <= 1 ? "byMember" : isWhole ? "whole" : "none";
		return new UnionNode(members, chooseByForm(members, holders), tableHash);
	}

	private compileLazy(inner: SchemaNode, shown: boolean): LazyNode {
		const known = shown ? this.shownLazies : this.otherLazies;
		let lazy = known.get(inner);
		if (lazy === undefined) {
			lazy = new LazyNode(() => this.compile(inner, shown));
			known.set(inner, lazy);
		}
		return lazy;
	}
}

function compileLeaf(node: SchemaNode): WireNode {
	const kind = node.kind;
	if (kind instanceof NumberKind) {
		return kind.whole ? new IntegerNode(kind.is, kind.options.min) : new NumberNode(kind.is);
	}
	if (kind instanceof StringKind) return new TextNode(kind.is);
	if (kind instanceof BooleanKind) return new BooleanNode();
	if (kind instanceof LiteralKind) return new LiteralNode(kind.values);
	if (kind instanceof EnumItemKind) return new EnumItemNode(kind.items);
	if (kind instanceof DatatypeKind) return new DatatypeNode(kind.datatype);
	if (kind instanceof DateTimeKind) return new DateTimeNode();
	return kind instanceof BufferKind ? new BufferNode() : new LooseNode(kind.is);
}
