import type { Path } from "../shared/data/path";
import { reconcile } from "../shared/data/reconcile";
import { Key, MutableTable, sizeOf, Table } from "../shared/data/table";
import type { ByteReader } from "./byte-reader";
import { malformed } from "./malformed";
import { readInner, readKey, readPresent } from "./nodes/keyed-form";
import { OP_COUNT, OP_INSERT, OP_REMOVE, OP_SET, OP_SPLICE, Place } from "./place";

/**
 * Applies changes that a `ChangeWriter` wrote to a frozen root. What is on the way to a change is copied once and frozen
 * at the end, all else is shared. A change that does not fit the root is an error: nobody can say what it is then.
 */
export class ChangeReader {
	/** Where something changed, by 0-based indices and texts as keys; what is under a number of a map is told as the map. */
	readonly paths = new Array<Path>();
	/** Copies that are still to be frozen. */
	private readonly copies = new Array<MutableTable>();

	constructor(
		private readonly reader: ByteReader,
		private readonly places: ReadonlyArray<Place>,
		private root: Table,
	) {}

	/** Reads one change. */
	apply(): void {
		const head = this.reader.varint();
		const place = this.places[math.floor(head / OP_COUNT)] as Place | undefined;
		if (place === undefined) return malformed("a change of no place");
		if (place.step === "root") return this.applyToRoot(place, head % OP_COUNT);
		const told = new ToldPath();
		this.paths.push(told.segments);
		let around = this.ownRoot();
		for (const step of place.way) {
			const key = this.readStep(step);
			if (step === place) return this.applyAt(place, head % OP_COUNT, around, key, told);
			told.add(step, key);
			around = this.own(around, key);
		}
	}

	/** The root with all changes. */
	finish(): object {
		for (const copy of this.copies) table.freeze(copy);
		return this.root;
	}

	private readStep({ step, name, keyNode }: Place): Key {
		if (step === "field") return name;
		return step === "item" ? this.reader.varint() + 1 : readKey(this.reader, keyNode);
	}

	private applyToRoot(place: Place, operation: number): void {
		const value = operation === OP_SET ? readPresent(place.node, this.reader) : undefined;
		if (!typeIs(value, "table")) return malformed("a root that is none");
		this.finish();
		this.copies.clear();
		this.root = share(this.root, value) as Table;
		this.paths.push([]);
	}

	private applyAt(place: Place, operation: number, around: MutableTable, key: Key, told: ToldPath): void {
		const isItem = place.step === "item";
		if (operation === OP_INSERT) {
			if (!isItem || (key as number) > sizeOf(around) + 1) malformed("an item for no list");
			(around as unknown as Array<defined>).insert((key as number) - 1, readPresent(place.node, this.reader));
			return;
		}
		told.add(place, key);
		if (isItem && (key as number) > sizeOf(around)) malformed("a change of an item that is not there");
		if (operation === OP_SET) this.put(place, around, key);
		else if (operation === OP_SPLICE) around.set(key, this.readSplice(place, around.get(key)));
		else if (operation === OP_REMOVE) {
			if (isItem || around.get(key) === undefined) malformed("a removal of what is not there");
			around.delete(key);
		}
	}

	private put(place: Place, around: MutableTable, key: Key): void {
		if (place.step === "member") {
			around.set(key, true);
		} else if (place.step === "field") {
			around.set(key, share(around.get(key), readInner(place.node, this.reader)));
		} else {
			around.set(key, share(around.get(key), readPresent(place.node, this.reader)));
		}
	}

	private readSplice(place: Place, list: unknown): Table {
		if (!typeIs(list, "table") || place.inner.isEmpty() || place.inner[0].step !== "item") {
			return malformed("a splice of what is no list");
		}
		const reader = this.reader;
		const old = list as ReadonlyArray<defined>;
		const [start, removed, inserted] = [reader.varint(), reader.varint(), reader.count()];
		const rest = old.size() - start - removed;
		if (rest < 0) malformed("a splice past the end of a list");
		const made = table.create<defined>(start + inserted + rest);
		old.move(0, start - 1, 0, made);
		for (const _ of $range(1, inserted)) made.push(readPresent(place.inner[0].node, reader));
		old.move(start + removed, old.size() - 1, start + inserted, made);
		this.copies.push(made as unknown as MutableTable);
		return made as unknown as Table;
	}

	private ownRoot(): MutableTable {
		if (table.isfrozen(this.root)) this.root = this.copy(this.root);
		return this.root as MutableTable;
	}

	/** The table under a key of a copy, itself a copy from now on. */
	private own(around: MutableTable, key: Key): MutableTable {
		const found = around.get(key);
		if (!typeIs(found, "table")) return malformed("a change inside of what is not there");
		if (!table.isfrozen(found)) return found as MutableTable;
		const copy = this.copy(found as Table);
		around.set(key, copy);
		return copy;
	}

	private copy(source: Table): MutableTable {
		const copy = table.clone(source) as MutableTable;
		this.copies.push(copy);
		return copy;
	}
}

/** What is under a number of a map is told as the map: a path says 0-based indices by its numbers. */
class ToldPath {
	readonly segments = new Array<Key>();
	private isWhole = true;

	add({ step }: Place, key: Key): void {
		if (typeIs(key, "number") && step !== "item") this.isWhole = false;
		if (this.isWhole) this.segments.push(step === "item" ? (key as number) - 1 : key);
	}
}

/** A value that was read, with those parts of the old one that say the same. */
function share(old: unknown, value: unknown): unknown {
	if (!typeIs(old, "table") || !typeIs(value, "table")) return value;
	const shared = reconcile<unknown>(old, value);
	return shared.ok ? shared.value.root : value;
}
