import { SchemaNode } from "../schema-node";
import { SizeLimits } from "../size-limits";
import { MapKind } from "./map-kind";
import { StringKind } from "./string-kind";

/** An object used as a dictionary: to Luau a map with string keys. */
export class RecordKind extends MapKind {
	constructor(entry: SchemaNode, limits: SizeLimits) {
		super(new SchemaNode(new StringKind({})), entry, limits);
	}
}
