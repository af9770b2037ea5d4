import { isSameLeaf } from "../../shared/data/leaf";
import type { Table } from "../../shared/data/table";
import { Recall } from "../../shared/recall";
import type { ByteReader } from "../byte-reader";
import type { ByteWriter } from "../byte-writer";
import { malformed } from "../malformed";
import { hashValue } from "../value-hash";
import { WireNode } from "../wire-node";
import { readInner } from "./keyed-form";

const ESCAPE = 0;

/** Which member of a union a value is written as, by what is visible of it; undefined if none will do. */
export type MemberChoice = (value: unknown) => WireNode | undefined;

/**
 * How tables are hashed: as the member that is chosen, if the other side, which has only what is visible, chooses the same;
 * as they are, if all of them is visible; else not at all.
 */
export type TableHash = "byMember" | "whole" | "none";

/** The place of the member that a value is of, from 1, and its form there. */
export class UnionNode extends WireNode {
	/** Of frozen tables, for good: a document is looked at again and again. */
	private readonly known = setmetatable(new Map<object, boolean>(), { __mode: "k" });
	private readonly recall = new Recall<boolean>((value) => this.fitsAny(value));

	constructor(
		private readonly members: ReadonlyArray<WireNode>,
		private readonly choose: MemberChoice,
		private readonly tableHash: TableHash,
	) {
		super();
	}

	override write(writer: ByteWriter, value: unknown): void {
		const member = this.choose(value);
		if (member === undefined) return this.writeEscaped(writer, value);
		writer.varint(this.members.indexOf(member) + 1);
		member.write(writer, value);
	}

	override read(reader: ByteReader): unknown {
		const place = reader.varint();
		if (place === ESCAPE) return this.readEscaped(reader);
		if (place > this.members.size()) malformed("no member of a union");
		return readInner(this.members[place - 1], reader);
	}

	override escape(writer: ByteWriter): void {
		writer.varint(ESCAPE);
	}

	override fits(value: unknown): boolean {
		if (!typeIs(value, "table")) return this.fitsAny(value);
		if (!table.isfrozen(value)) return this.recall.of(value);
		const known = this.known.get(value);
		if (known !== undefined) return known;
		const fits = this.fitsAny(value);
		this.known.set(value, fits);
		return fits;
	}

	override hash(value: unknown): number {
		if (!typeIs(value, "table")) return hashValue(value);
		// Any number, for all of them: better to miss a difference than to see one where none is.
		if (this.tableHash === "none") return ESCAPE;
		const member = this.tableHash === "byMember" ? this.choose(value) : undefined;
		return member ? member.hash(value) : hashValue(value);
	}

	override same(left: unknown, right: unknown): boolean {
		if (left === right) return true;
		if (!typeIs(left, "table") || !typeIs(right, "table")) return isSameLeaf(left, right);
		const member = this.choose(left);
		if (member !== this.choose(right)) return false;
		return member ? member.same(left, right) : super.same(left, right);
	}

	override leastSize(value: unknown, most: number): number {
		if (!typeIs(value, "table")) return 1;
		const member = this.choose(value);
		return 1 + (member ? member.leastSize(value, most) : most);
	}

	private fitsAny(value: unknown): boolean {
		return this.members.some((member) => member.fits(value));
	}
}

/** The member that a field of the value names. With `hides`, a table of no known name is shown only as the first one. */
export function chooseByTag(
	members: ReadonlyArray<WireNode>,
	field: string,
	byTag: ReadonlyMap<unknown, WireNode>,
	hides: boolean,
): MemberChoice {
	return (value) => {
		if (!typeIs(value, "table")) return undefined;
		return byTag.get((value as Table).get(field)) ?? (hides ? members[0] : undefined);
	};
}
