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
	/** Those of them that are told by a key. */
	readonly keyed: ReadonlyArray<Place>;
	/** How the key of an entry or a member travels. */
	readonly keyNode?: WireNode;
	/** What kind of table the changes of this place can be inside of; none: it changes as a whole. */
	readonly shape?: "object" | "list" | "map" | "set";
	/** What is inside: one for each field, or one for all items, entries or members. */
	readonly inner: ReadonlyArray<Place>;
}

type NewPlace = Pick<Place, "step" | "name" | "node" | "keyNode">;

/** All places of a schema, each at the index that is its id. The first is the root. */
export function placesOf(root: ObjectNode): ReadonlyArray<Place> {
	const places = new Array<Place>();
	add(places, [], { step: "root", name: "", node: root });
	return places;
}

function add(places: Array<Place>, above: ReadonlyArray<Place>, { step, name, node, keyNode }: NewPlace): Place {
	const way = table.clone(above) as Array<Place>;
	const keyed = new Array<Place>();
	const inner = new Array<Place>();
	const place: Place = { id: places.size(), step, name, node, way, keyed, keyNode, shape: shapeOf(node), inner };
	if (step !== "root") way.push(place);
	for (const passed of way) if (passed.step !== "field") keyed.push(passed);
	places.push(place);
	for (const one of innerOf(node)) inner.push(add(places, way, one));
	return place;
}

function shapeOf(node: WireNode): Place["shape"] {
	if (node instanceof ObjectNode) return "object";
	if (node instanceof ArrayNode) return "list";
	if (node instanceof MapNode) return "map";
	return node instanceof SetNode ? "set" : undefined;
}

function innerOf(node: WireNode): ReadonlyArray<NewPlace> {
	if (node instanceof ObjectNode) return node.fields.map((field) => ({ ...field, step: "field" }));
	if (node instanceof ArrayNode) return [{ step: "item", name: "", node: node.entry }];
	if (node instanceof MapNode) return [{ step: "entry", name: "", node: node.entry, keyNode: node.key }];
	return node instanceof SetNode ? [{ step: "member", name: "", node: node.item, keyNode: node.item }] : [];
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
