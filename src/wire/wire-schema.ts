import { ObjectKind } from "../schema/kinds/object-kind";
import type { SchemaNode } from "../schema/schema-node";
import type { Path } from "../shared/data/path";
import type { Table } from "../shared/data/table";
import { misuse } from "../shared/errors";
import type { ByteReader } from "./byte-reader";
import type { ByteWriter } from "./byte-writer";
import { ChangeReader } from "./change-reader";
import { ChangeWriter } from "./change-writer";
import { malformed } from "./malformed";
import { NodeCompiler } from "./node-compiler";
import { readInner } from "./nodes/keyed-form";
import { ObjectNode } from "./nodes/object-node";
import { WholeNode } from "./nodes/whole-node";
import { Place, placesOf } from "./place";
import { isVisible } from "./visibility";
import type { WireNode } from "./wire-node";

/**
 * What of a document somebody may see. `owner`: all but what is private. `public`: what is marked public and all inside
 * it, but for what is private, and the objects on the way there with nothing else in them.
 */
export type View = "owner" | "public";

/** A root with changes applied. */
export interface WireChanges {
	readonly root: object;
	/**
	 * Places that changed, with 0-based indices. A list that items were put into or taken from is one, and so is a map or a
	 * set with numbers as keys.
	 */
	readonly paths: ReadonlyArray<Path>;
}

/**
 * The binary form of the documents of one schema in one view. Both sides make it of the same schema, so nothing that the
 * schema says is sent. What reads ends in an error if the message is none, or not for this root (see `malformed`).
 */
export class WireSchema {
	private readonly root: ObjectNode;
	private readonly places: ReadonlyArray<Place>;

	/** @param schema the one of the documents, which are objects */
	constructor(schema: SchemaNode, view: View) {
		const shown = view === "owner";
		const node = isVisible(schema, shown) ? new NodeCompiler().compile(schema, shown) : new ObjectNode([]);
		if (!(schema.kind instanceof ObjectKind)) misuse("WireSchema", "the schema of a document is an object");
		this.root = node as ObjectNode;
		this.places = placesOf(this.root);
	}

	/** Writes all that is visible. */
	writeRoot(writer: ByteWriter, root: object): void {
		this.root.write(writer, root);
	}

	/** A frozen root of what is visible. */
	readRoot(reader: ByteReader): object {
		const root = readInner(this.root, reader);
		return typeIs(root, "table") ? root : malformed("a root that is none");
	}

	/** Writes what differs, and says how many changes that are; 0 writes nothing. */
	writeChanges(writer: ByteWriter, before: object, after: object): number {
		const changes = new ChangeWriter(writer);
		changes.compare(this.places[0], before, after);
		return changes.count;
	}

	/** Applies that many changes to a frozen root; shares all else with it. */
	readChanges(reader: ByteReader, root: object, count: number): WireChanges {
		const changes = new ChangeReader(reader, this.places, root as Table);
		for (const _ of $range(1, count)) changes.apply();
		return table.freeze({ root: changes.finish(), paths: changes.paths });
	}

	/**
	 * 32 bits over all that is visible: equal roots have equal hashes on both sides. Remembered for frozen tables, so it
	 * costs as much as what changed. Objects of a union without a field that tells them apart are not looked into.
	 */
	hash(root: object): number {
		return this.root.hash(root);
	}
}

/** How values of any schema travel: arguments, for instance. What is private in them is left out. */
export function wireNodeOf(schema: SchemaNode): WireNode {
	if (!isVisible(schema, true)) misuse("wireNodeOf", "what is private does not travel");
	return new WholeNode(new NodeCompiler().compile(schema, true));
}
