/// <reference types="@rbxts/testez/globals" />
import { s } from "../../../src/schema";
import { formatPath } from "../../../src/shared/data/path";
import { ByteReader } from "../../../src/wire/byte-reader";
import { WireChanges, WireSchema } from "../../../src/wire/wire-schema";
import { expectFrozen, expectSame, frozen } from "../shared/data/support";
import { bytesOf, changesOf, expectMalformed } from "./support";

const PET = s.object({ name: s.string(), level: s.integer({ min: 0 }), mood: s.string().optional() });
const SCHEMA = s.object({
	coins: s.integer({ min: 0 }),
	pets: s.map(s.string(), PET),
	list: s.array(PET),
	seen: s.set(s.integer()),
	scores: s.map(s.integer(), s.number()),
	choice: s.union(s.string(), s.array(s.integer())),
	title: s.string().optional(),
});

const REX = frozen({ name: "rex", level: 1 });
const TOM = frozen({ name: "tom", level: 2, mood: "well" });
const ROOT = frozen({
	coins: 10,
	pets: { a: REX, b: TOM },
	list: [REX, TOM, REX, TOM],
	seen: new Set([1, 2, 3]),
	scores: new Map([
		[1, 0.5],
		[100, 2],
		[101, 3],
		[102, 4],
		[103, 5],
	]),
	choice: [1, 2] as string | Array<number>,
	title: "sir" as string | undefined,
});

export = () => {
	const wire = new WireSchema(SCHEMA.node, "owner");

	/** What the other side has after the change of some fields, how many changes that were, and where. */
	function change(fields: Partial<typeof ROOT>): [applied: WireChanges, paths: string, after: typeof ROOT] {
		const after = frozen({ ...ROOT, ...fields });
		const { count, bytes } = changesOf(wire, ROOT, after);
		const reader = new ByteReader(bytes);
		const applied = wire.readChanges(reader, ROOT, count);
		expect(reader.atEnd()).to.equal(true);
		expectSame(applied.root, after);
		expectFrozen(applied.root);
		expect(wire.hash(applied.root)).to.equal(wire.hash(after));
		return [applied, applied.paths.map((path) => formatPath(path)).join(" "), after];
	}

	it("nothing that changed is nothing written", () => {
		const { count, bytes } = changesOf(wire, ROOT, frozen({ ...ROOT, list: [{ ...REX }, TOM, REX, TOM] }));
		expect(count).to.equal(0);
		expect(buffer.len(bytes)).to.equal(0);
	});

	it("one field changes alone, and all else is shared", () => {
		const [{ root }, paths] = change({ coins: 11 });
		expect(paths).to.equal("coins");
		expect((root as typeof ROOT).pets).to.equal(ROOT.pets);
		expect((root as typeof ROOT).list).to.equal(ROOT.list);
	});

	it("a place inside of a map is named by its keys", () => {
		const [{ root }, paths] = change({ pets: { ...ROOT.pets, a: { ...REX, level: 5 } } as never });
		expect(paths).to.equal("pets.a.level");
		expect((root as { pets: { b: unknown } }).pets.b).to.equal(TOM);
	});

	it("entries, members and optional fields come and go", () => {
		expect(change({ pets: { b: TOM, c: REX } as never })[1]).to.equal("pets.a pets.c");
		expect(change({ seen: new Set([2, 3, 4]) })[1]).to.equal("seen seen");
		expect(
			change({
				scores: new Map([
					[100, 3],
					[101, 3],
					[102, 4],
					[103, 5],
					[-7, 1],
				]),
			})[1],
		).to.equal("scores scores scores");
		const untitled = { ...ROOT, title: undefined };
		const { count, bytes } = changesOf(wire, ROOT, frozen(untitled));
		expect(buffer.len(bytes)).to.equal(1);
		expectSame(wire.readChanges(new ByteReader(bytes), ROOT, count).root, untitled);
	});

	it("an item that is put in costs itself and its index", () => {
		const [{ root }, paths] = change({ list: [REX, TOM, { name: "new", level: 1 }, REX, TOM] });
		expect(paths).to.equal("list");
		expect((root as typeof ROOT).list[4]).to.equal(TOM);
	});

	it("items that are taken out, or others instead, are one splice", () => {
		expect(change({ list: [REX, TOM] })[1]).to.equal("list");
		expect(change({ list: [REX, { name: "x", level: 1 }, { name: "y", level: 2 }, REX, TOM] })[1]).to.equal("list");
		const shorter = frozen({ ...ROOT, list: [REX, REX, TOM] });
		expect(buffer.len(changesOf(wire, ROOT, shorter).bytes)).to.equal(4);
	});

	it("a list that is emptied, and one that was empty, are sent whole", () => {
		change({ list: [] });
		const empty = frozen({ ...ROOT, list: [] });
		const { count, bytes } = changesOf(wire, empty, ROOT);
		expectSame(wire.readChanges(new ByteReader(bytes), empty, count).root, ROOT);
	});

	it("items of a list as long as before change each for themselves", () => {
		const [{ root }, paths] = change({ list: [REX, { ...TOM, level: 9 }, REX, { ...TOM, mood: "ill" }] });
		expect(paths).to.equal("list[1].level list[3].mood");
		expect((root as typeof ROOT).list[2]).to.equal(REX);
	});

	it("a union changes as a whole", () => {
		expect(change({ choice: [1, 3] })[1]).to.equal("choice");
		expect(change({ choice: "none" })[1]).to.equal("choice");
	});

	it("many changes of a place are sent as its new value where that is shorter, and what is equal is shared", () => {
		const list = ROOT.list.map((pet, index) => (index === 2 ? pet : { ...pet, level: pet.level + 1 }));
		const { count, bytes } = changesOf(wire, ROOT, frozen({ ...ROOT, list }));
		expect(count).to.equal(3);
		expect(buffer.len(bytes)).to.equal(9);
		const numbers = new WireSchema(s.object({ list: s.array(s.integer()) }).node, "owner");
		const before = frozen({ list: [1, 2, 3, 4, 5] });
		const changed = changesOf(numbers, before, frozen({ list: [2, 3, 4, 5, 6] }));
		expect(changed.count).to.equal(1);
		expect(buffer.len(changed.bytes)).to.equal(7);
		const twoPets = frozen({ ...REX, name: "x", level: 2, mood: "new" });
		const [{ root }] = change({ list: [REX, TOM, twoPets, TOM] });
		expect((root as typeof ROOT).list[0]).to.equal(REX);
	});

	it("a large value is not written whole for a few changes", () => {
		const list = new Array<(typeof ROOT.list)[0]>();
		for (const _ of $range(1, 1000)) list.push(TOM);
		const before = frozen({ ...ROOT, list });
		const after = frozen({ ...before, coins: 11, title: "lord", choice: "x" });
		const { count, bytes } = changesOf(wire, before, after);
		expect(count).to.equal(3);
		expect(buffer.len(bytes)).to.equal(11);
	});

	it("what does not fit the schema changes too", () => {
		change({ coins: "old" as never });
		change({ list: { a: REX } as never, pets: [TOM] as never });
		change({ seen: { x: 1 } as never, scores: false as never });
		const odd = frozen({ ...ROOT, list: 5 });
		const { count, bytes } = changesOf(wire, odd as never, ROOT);
		expectSame(wire.readChanges(new ByteReader(bytes), odd, count).root, ROOT);
	});

	it("changes that do not fit the root they are applied to are an error, and the root stays as it is", () => {
		const short = frozen({ ...ROOT, list: [REX], pets: {}, seen: new Set<number>(), title: undefined });
		const afters: ReadonlyArray<Partial<typeof ROOT>> = [
			{ list: [REX, TOM, REX, { ...TOM, level: 9 }] },
			{ list: [REX, TOM, REX, REX, TOM] },
			{ list: [REX, TOM, REX] },
			{ pets: { a: { ...REX, level: 2 }, b: TOM } as never },
			{ pets: { a: REX } as never },
			{ seen: new Set([1, 2]) },
		];
		for (const fields of afters) {
			const { count, bytes } = changesOf(wire, ROOT, frozen({ ...ROOT, ...fields }));
			expectMalformed(() => wire.readChanges(new ByteReader(bytes), short, count));
			expect(short.list[0]).to.equal(REX);
			expectFrozen(short);
		}
	});

	it("a change of a place that there is not is an error, and one more than there are", () => {
		const places = bytesOf((writer) => writer.varint(4 * 1000));
		expectMalformed(() => wire.readChanges(new ByteReader(places), ROOT, 1));
		expectMalformed(() => wire.readChanges(new ByteReader(buffer.create(0)), ROOT, 1));
	});
};
