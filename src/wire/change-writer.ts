import { Key, sizeOf, Table } from "../shared/data/table";
import type { ByteWriter } from "./byte-writer";
import { findListDifference } from "./list-difference";
import { isSet } from "./nodes/set-node";
import { OP_COUNT, OP_INSERT, OP_REMOVE, OP_SET, OP_SPLICE, Place } from "./place";
import { isList, sortKeys } from "./table-shape";

/**
 * Writes how one root differs from another, by what is visible of both. Subtrees that they share by reference are not
 * entered. For one comparison.
 */
export class ChangeWriter {
	/** How many changes are written. */
	count = 0;
	/** The indices (Luau's) and keys that lead to the place at hand. */
	private readonly keys = new Array<Key>();

	constructor(private readonly writer: ByteWriter) {}

	/** Writes what differs inside of a place, whose value is there before and after. */
	compare(place: Place, before: unknown, after: unknown): void {
		if (before === after) return;
		const node = place.node;
		const [start, count] = [this.writer.size(), this.count];
		if (
			!typeIs(before, "table") ||
			!typeIs(after, "table") ||
			!this.compareTables(place, before as Table, after as Table)
		) {
			if (!node.same(before, after)) this.set(place, after);
		} else if (this.count > count + 1) {
			this.shorten(place, after, start, count);
		}
	}

	/** False if these cannot be compared part by part. */
	private compareTables(place: Place, before: Table, after: Table): boolean {
		const shape = place.shape;
		if (shape === "object") this.compareFields(place, before, after);
		else if (shape === "map") this.compareEntries(place, before, after);
		else if (shape === "list" && isList(before) && isList(after)) this.compareItems(place, before, after);
		else if (shape === "set" && isSet(before) && isSet(after)) this.compareMembers(place, before, after);
		else return false;
		return true;
	}

	private compareFields(place: Place, before: Table, after: Table): void {
		for (const field of place.inner) {
			const [left, right] = [before.get(field.name), after.get(field.name)];
			if (left === right) continue;
			if (right === undefined) this.head(field, OP_REMOVE);
			else if (left === undefined) this.set(field, right);
			else this.compare(field, left, right);
		}
	}

	private compareEntries(place: Place, before: Table, after: Table): void {
		const [entry] = place.inner;
		for (const key of changedKeys(before, after)) {
			const [left, right] = [before.get(key), after.get(key)];
			this.keys.push(key);
			if (right === undefined) this.head(entry, OP_REMOVE);
			else if (left === undefined) this.set(entry, right);
			else this.compare(entry, left, right);
			this.keys.pop();
		}
	}

	private compareMembers(place: Place, before: Table, after: Table): void {
		const [member] = place.inner;
		for (const key of changedKeys(before, after)) {
			this.keys.push(key);
			this.head(member, after.get(key) === undefined ? OP_REMOVE : OP_SET);
			this.keys.pop();
		}
	}

	private compareItems(place: Place, before: Table, after: Table): void {
		const [item] = place.inner;
		const [sizeBefore, size] = [sizeOf(before), sizeOf(after)];
		if (sizeBefore !== size) return this.writeSplice(place, before, after);
		for (const index of $range(1, size)) {
			const [left, right] = [before.get(index), after.get(index)];
			if (left === right) continue;
			this.keys.push(index);
			this.compare(item, left, right);
			this.keys.pop();
		}
	}

	private writeSplice(place: Place, before: Table, after: Table): void {
		const [item] = place.inner;
		const writer = this.writer;
		const { head, removed, inserted } = findListDifference(item.node, before, after);
		if (head === 0 && removed === sizeOf(before)) return this.set(place, after);
		if (removed === 0 && inserted === 1) {
			this.keys.push(head + 1);
			this.head(item, OP_INSERT);
			this.keys.pop();
		} else {
			this.head(place, OP_SPLICE);
			writer.varint(head);
			writer.varint(removed);
			writer.varint(inserted);
		}
		for (const index of $range(head + 1, head + inserted)) item.node.write(writer, after.get(index));
	}

	/** Writes the value of a place whole if that is shorter than its changes, which are written already. */
	private shorten(place: Place, after: unknown, start: number, count: number): void {
		const writer = this.writer;
		const stop = writer.size();
		// Not even tried where it cannot be: a large value with a few changes would be written for nothing.
		if (place.node.leastSize(after, stop - start) >= stop - start) return;
		this.set(place, after);
		if (writer.size() - stop >= stop - start) {
			writer.truncate(stop);
			this.count -= 1;
		} else {
			writer.remove(start, stop);
			this.count = count + 1;
		}
	}

	private set(place: Place, value: unknown): void {
		this.head(place, OP_SET);
		place.node.write(this.writer, value);
	}

	/** Which place, what happens there, and what leads there beside names. */
	private head(place: Place, operation: number): void {
		this.count += 1;
		const writer = this.writer;
		writer.varint(place.id * OP_COUNT + operation);
		let used = 0;
		for (const { keyNode } of place.keyed) {
			const key = this.keys[used];
			used += 1;
			if (keyNode !== undefined) keyNode.write(writer, key);
			else writer.varint((key as number) - 1);
		}
	}
}

/** The keys under which two tables do not hold the same reference, in their order. */
function changedKeys(before: Table, after: Table): ReadonlyArray<Key> {
	const keys = new Array<Key>();
	for (const [key, value] of pairs(after)) if (before.get(key) !== value) keys.push(key);
	for (const [key] of pairs(before)) if (after.get(key) === undefined) keys.push(key);
	return sortKeys(keys);
}
