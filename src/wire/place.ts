import { ArrayNode } from "./nodes/array-node";
import { MapNode } from "./nodes/map-node";
import { ObjectNode } from "./nodes/object-node";
import { SetNode } from "./nodes/set-node";
import type { WireNode } from "./wire-node";

/** What leads to a place from the one around it: a name that the schema says, or an index or key that is written. */
export type Step = "root" | "field" | "item" | "entry" | "member";

/** A place that a change can name. Recursive schemas, unions and leaves are one place with all that is inside. */
export interface Place {
	/** In the order of a walk over the schema, which is the same on both sides. */
	readonly id: number;
	readonly step: Step;
	/** Of a field. */
	readonly name: string;
	readonly node: WireNode;
	/** The places from the root's child to this one; none for the root. */
	readonly way: ReadonlyArray<Place>;
	/** What is inside: one for each field, or one for all items, entries or members. */
	readonly inner: ReadonlyArray<Place>;
}

/** All places of a schema, each at the index that is its id. The first is the root. */
export function placesOf(root: ObjectNode): ReadonlyArray<Place> {
	const places = new Array<Place>();
	add(places, [], "root", "", root);
	return places;
}

function add(places: Array<Place>, above: ReadonlyArray<Place>, step: Step, name: string, node: WireNode): Place {
	const way = table.clone(above) as Array<Place>;
	const inner = new Array<Place>();
	const place: Place = { id: places.size(), step, name, node, way, inner };
	if (step !== "root") way.push(place);
	places.push(place);
	if (node instanceof ObjectNode) {
		for (const field of node.fields) inner.push(add(places, way, "field", field.name, field.node));
	} else if (node instanceof ArrayNode) inner.push(add(places, way, "item", "", node.entry));
	else if (node instanceof MapNode) inner.push(add(places, way, "entry", "", node.entry));
	else if (node instanceof SetNode) inner.push(add(places, way, "member", "", node.item));
	return place;
}

/** What a change does. Written into the two lowest bits of its head, above them the id of its place. */
export const OP_SET = 0;
/** A field, an entry or a member is gone. */
export const OP_REMOVE = 1;
/** An item is put in before the index that is named. */
export const OP_INSERT = 2;
/** At a list: from an index on so many items are gone, and others there instead. */
export const OP_SPLICE = 3;
/** By how much the id of a place is multiplied in the head. */
export const OP_COUNT = 4;
