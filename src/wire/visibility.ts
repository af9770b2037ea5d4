import { ArrayKind } from "../schema/kinds/array-kind";
import { DatatypeKind } from "../schema/kinds/datatype-kind";
import { LazyKind } from "../schema/kinds/lazy-kind";
import { MapKind } from "../schema/kinds/map-kind";
import { ObjectKind } from "../schema/kinds/object-kind";
import { OptionalKind } from "../schema/kinds/optional-kind";
import { SetKind } from "../schema/kinds/set-kind";
import { UnionKind } from "../schema/kinds/union-kind";
import type { SchemaNode } from "../schema/schema-node";

/**
 * Whether anything of the values of a schema is visible. `shown`: what surrounds it is, so all of it is but for what is
 * private; otherwise only what is marked public, and the objects, lists and maps on the way to it.
 *
 * A list or a map of private values is not visible, since its length would be, nor is a union with a private member, or
 * one that hides something and whose members nothing visible tells apart: what one of them hides another one may show.
 */
export function isVisible(node: SchemaNode, shown: boolean, above: ReadonlyArray<SchemaNode> = []): boolean {
	if (node.settings.isPrivate) return false;
	const here = shown || node.settings.isPublic === true;
	const kind = node.kind;
	if (kind instanceof ObjectKind) return here || kind.fields.some((field) => isVisible(field.node, false, above));
	if (kind instanceof ArrayKind || kind instanceof SetKind) return isVisible(kind.item, here, above);
	if (kind instanceof OptionalKind) return isVisible(kind.inner, here, above);
	if (kind instanceof MapKind) return isVisible(kind.entry, here, above) && isVisible(kind.key, true, above);
	if (kind instanceof UnionKind) return isUnionVisible(kind, here, above);
	if (!(kind instanceof LazyKind)) return here;
	// What is inside itself adds nothing to what is outside.
	const inner = kind.inner();
	return above.includes(inner) ? here : isVisible(inner, here, [...above, inner]);
}

/** Whether anything inside of the values of a schema, itself included, is not visible. */
export function hidesAnything(node: SchemaNode, shown: boolean): boolean {
	if (!shown && node.settings.isPublic !== true) return true;
	return node.reaches(({ settings }) => settings.isPrivate === true);
}

function isUnionVisible(kind: UnionKind, shown: boolean, above: ReadonlyArray<SchemaNode>): boolean {
	let any = false;
	for (const member of kind.members) {
		if (isVisible(member, shown, above)) any = true;
		// An object of which nothing is shown can be shown as such; anything else would have to be left out.
		else if (member.settings.isPrivate || !(member.kind instanceof ObjectKind)) return false;
	}
	return any && (isToldApart(kind, shown) || !kind.members.some((member) => hidesAnything(member, shown)));
}

function isToldApart(kind: UnionKind, shown: boolean): boolean {
	return isTagVisible(kind, shown) || kind.members.filter(holdsTables).size() <= 1;
}

/** Whether a union of objects has a field that tells them apart, and it is visible in all of them. */
export function isTagVisible({ discriminant, members }: UnionKind, shown: boolean): boolean {
	if (!discriminant) return false;
	return members.every(({ kind, settings }) => {
		const tag = kind instanceof ObjectKind ? kind.nodes.get(discriminant.field) : undefined;
		return tag !== undefined && isVisible(tag, shown || settings.isPublic === true);
	});
}

/** Whether it may be that values of a schema are tables; those of the engine's datatypes are so only when stored. */
export function holdsTables({ kind }: SchemaNode): boolean {
	if (kind instanceof DatatypeKind) return false;
	return kind.storedTypes.includes("table") || kind.storedTypes.includes("any");
}
