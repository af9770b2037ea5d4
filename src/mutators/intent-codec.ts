import { UnionKind } from "../schema/kinds/union-kind";
import type { SchemaNode } from "../schema/schema-node";
import type { Path } from "../shared/data/path";
import { fail, Result, succeed } from "../shared/result";
import { ByteReader } from "../wire/byte-reader";
import { ByteWriter } from "../wire/byte-writer";
import type { WireNode } from "../wire/wire-node";
import { wireNodeOf } from "../wire/wire-schema";
import { readValue, writeValue } from "../wire/wire-value";
import type { Mutators } from "./define-mutators";
import type { Intent } from "./intent";
import type { Rejection } from "./rejection";
import { findWritablePlaces, freeSegments, pathOf, WritablePlace } from "./writable-places";

/** The id of the built-in mutator that sets a value; those of the game follow in the order of their names. */
export const SET_ID = 0;

const FREE_SEGMENTS_MAX = 64;
const FITS_NONE: Rejection = { code: "invalid", message: "What is given fits no member of its union." };

/** Intents of one channel as bytes: names and places are counted from what both sides have declared. */
export class IntentCodec {
	readonly places: ReadonlyArray<WritablePlace>;
	private readonly placeNodes: ReadonlyArray<WireNode>;
	private readonly argNodes = new Map<string, ReadonlyArray<WireNode>>();

	/** The mutators, and the places, in whose values there are unions. */
	private readonly unionNames = new Set<string>();
	private readonly unionPlaces = new Set<number>();

	constructor(private readonly mutators: Mutators) {
		this.places = findWritablePlaces(mutators.schema.node);
		this.placeNodes = this.places.map((place) => wireNodeOf(place.node));
		this.places.forEach(({ node }, place) => {
			if (holdsUnion(node)) this.unionPlaces.add(place);
		});
		for (const [name, { args }] of mutators.byName) {
			if (args.some((schema) => holdsUnion(schema.node))) this.unionNames.add(name);
			this.argNodes.set(
				name,
				args.map((schema) => wireNodeOf(schema.node)),
			);
		}
	}

	idOf(intent: Intent): number {
		return intent.kind === "set" ? SET_ID : this.mutators.names.indexOf(intent.name) + 1;
	}

	/** All but the id. */
	write(writer: ByteWriter, intent: Intent): void {
		if (intent.kind === "call") {
			this.argNodes.get(intent.name)!.forEach((node, index) => node.write(writer, intent.args.values.get(index + 1)));
			return;
		}
		writer.varint(intent.place);
		for (const segment of freeSegments(this.places[intent.place].pattern, intent.path)) writeValue(writer, segment);
		this.placeNodes[intent.place].write(writer, intent.value);
	}

	/**
	 * The same intent with what it would be if it were sent again, unless it could not be. A client may have a value of a union
	 * read as a member that it is not: what the one that it is does not name is not there any more then. Asks checks of the
	 * game's.
	 */
	settle(intent: Intent): Result<Intent, Rejection> {
		if (!this.hasUnions(intent)) return succeed(intent);
		const writer = new ByteWriter();
		this.write(writer, intent);
		const [isReadable, read] = pcall(() => this.read(ByteReader.ofClient(writer.toBuffer()), this.idOf(intent)));
		return isReadable ? succeed(read as Intent) : fail(FITS_NONE);
	}

	/** Errors where the bytes say nothing that can be; what they say is still to be checked. */
	read(reader: ByteReader, id: number): Intent {
		if (id === SET_ID) return this.readSet(reader);
		const name = this.mutators.names[id - 1];
		const nodes = name !== undefined ? this.argNodes.get(name) : undefined;
		if (nodes === undefined) error("there is no such mutator");
		const values = new Map<number, unknown>();
		nodes.forEach((node, index) => values.set(index + 1, node.read(reader)));
		return { kind: "call", name, args: { count: nodes.size(), values } };
	}

	private hasUnions(intent: Intent): boolean {
		if (intent.kind === "set") return this.unionPlaces.has(intent.place);
		return this.unionNames.has(intent.name);
	}

	private readSet(reader: ByteReader): Intent {
		const index = reader.varint();
		const place = this.places[index];
		if (place === undefined) error("there is no such place");
		const free = new Array<string | number>();
		for (const segment of place.pattern) {
			if (segment !== "*" || free.size() >= FREE_SEGMENTS_MAX) continue;
			const read = readValue(reader);
			if (!typeIs(read, "string") && !typeIs(read, "number")) error("a path has texts and numbers");
			free.push(read as string | number);
		}
		const value = this.placeNodes[index].read(reader);
		if (value === undefined) error("there is no value");
		return { kind: "set", place: index, path: pathOf(place.pattern, free as Path), value: value as defined };
	}
}

function holdsUnion(node: SchemaNode): boolean {
	return node.reaches(({ kind }) => kind instanceof UnionKind);
}
