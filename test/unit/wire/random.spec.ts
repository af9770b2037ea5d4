/// <reference types="@rbxts/testez/globals" />
import { SchemaNode } from "../../../src/schema/schema-node";
import { Path } from "../../../src/shared/data";
import { SeededRandom } from "../../../src/testing";
import { ByteReader } from "../../../src/wire/byte-reader";
import { View, WireSchema } from "../../../src/wire/wire-schema";
import { Generated, randomObject } from "../schema/random-schema";
import { expectFrozen, expectSame, expectShared, frozen, same, show } from "../shared/data/support";
import { marked, withFields } from "./marked-schema";
import { edited } from "./random-edit";
import { bytesOf, changesOf, seen } from "./support";

const SEEDS = 150;
const STEPS = 4;

interface Universe {
	readonly random: SeededRandom;
	readonly generated: Generated;
	/** The schema with some of it private and public. */
	readonly node: SchemaNode;
	readonly shown: boolean;
	readonly wire: WireSchema;
}

/** The same for every seed, and named in the failure. */
function forEachSeed(work: (universe: Universe) => void): void {
	for (const seed of $range(1, SEEDS)) {
		const random = new SeededRandom(seed);
		const generated = randomObject(random.derive("schema"), 3);
		const node = new SchemaNode(marked(random, generated.schema.node).kind);
		for (const view of ["owner", "public"] as ReadonlyArray<View>) {
			const universe = { random, generated, node, shown: view === "owner", wire: new WireSchema(node, view) };
			const [ok, problem] = pcall(() => work(universe));
			if (!ok) error(`seed ${seed}, ${view}: ${tostring(problem)}`);
		}
	}
}

function visiblePart({ node, shown }: Universe, root: object): defined {
	return withFields(node, root, shown, (value, _, isSeen) => (isSeen ? value : undefined));
}

/** The same document with other things wherever nothing is visible. */
function withOtherSecrets({ node, shown, random }: Universe, root: object): object {
	const other = withFields(node, root, shown, (value, _, isSeen) => {
		if (isSeen) return value;
		return random.chance(0.3) ? undefined : random.pick<defined>([1, "other", [1], { a: true }]);
	});
	return frozen(other as object);
}

/** Every place that differs is in one that is named. */
function expectNamed(paths: ReadonlyArray<Path>, before: unknown, after: unknown, here: Path): void {
	const isNamed = paths.some((path) => path.every((segment, depth) => here[depth] === segment));
	if (isNamed || same(before, after)) return;
	if (!typeIs(before, "table") || !typeIs(after, "table")) error(`not named: ${here.join(".")}`);
	const [left, right] = [before as Map<string | number, unknown>, after as Map<string | number, unknown>];
	const shift = left.has(1) && !left.has("") && (left as unknown as Array<defined>).size() > 0 ? 1 : 0;
	for (const [key, value] of pairs(right)) {
		// A list's places are named by indices, a map's by keys: one of the two it is.
		const index = shift === 1 && typeIs(key, "number") ? key - 1 : key;
		const [asKey] = pcall(() => expectNamed(paths, left.get(key), value, [...here, key]));
		if (!asKey) expectNamed(paths, left.get(key), value, [...here, index]);
	}
}

export = () => {
	it("shows of every document what its view has, with one hash on both sides", () => {
		forEachSeed((universe) => {
			const { random, generated, wire } = universe;
			const valid = frozen(generated.make(random));
			for (const root of [valid, edited(random, valid, () => generated.make(random), true)]) {
				const read = seen(wire, root);
				expectSame(read, visiblePart(universe, root), "what is seen");
				expectFrozen(read);
				expectSame(wire.hash(read), wire.hash(root), "hash");
				expectSame(wire.hash(frozen(visiblePart(universe, root) as object)), wire.hash(root), "hash of a copy");
			}
		});
	});

	it("leads by changes to what the whole would be, shares what did not change and names what did", () => {
		forEachSeed((universe) => {
			const { random, generated, wire } = universe;
			let before = frozen(generated.make(random)) as object;
			let client = seen(wire, before);
			for (const step of $range(1, STEPS)) {
				const after = edited(random, before, () => generated.make(random), step > STEPS / 2);
				const { count, bytes } = changesOf(wire, before, after);
				const reader = new ByteReader(bytes);
				const { root, paths } = wire.readChanges(reader, client, count);
				expectSame(reader.left(), 0, "bytes left");
				expectSame(root, visiblePart(universe, after), "root");
				expectFrozen(root);
				expectShared(client, root);
				expectSame(wire.hash(root), wire.hash(after), "hash");
				expectSame(count > 0, !same(client, root), "whether there are changes");
				expectSame(paths.size(), count, "places");
				expectNamed(paths, client, root, []);
				[before, client] = [after, root];
			}
		});
	});

	it("costs no more than the whole, but for the head of a change", () => {
		forEachSeed(({ random, generated, wire }) => {
			const before = frozen(generated.make(random)) as object;
			const after = edited(random, before, () => generated.make(random), false);
			const whole = buffer.len(bytesOf((writer) => wire.writeRoot(writer, after)));
			const { bytes, count } = changesOf(wire, before, after);
			// One change is not weighed against the whole: it is one place, with the keys that lead to it.
			if (count > 1 && buffer.len(bytes) > whole + 2) error(`${buffer.len(bytes)} bytes instead of ${whole}`);
		});
	});

	it("says not one bit of what is hidden", () => {
		forEachSeed((universe) => {
			const { random, generated, wire } = universe;
			const before = frozen(generated.make(random)) as object;
			const after = edited(random, before, () => generated.make(random), false);
			const [otherBefore, otherAfter] = [withOtherSecrets(universe, before), withOtherSecrets(universe, after)];
			const write = (root: object) => buffer.tostring(bytesOf((writer) => wire.writeRoot(writer, root)));
			expectSame(write(otherBefore), write(before), "bytes");
			expectSame(wire.hash(otherBefore), wire.hash(before), "hash");
			expectSame(changesOf(wire, before, otherBefore).count, 0, "changes");
			const [left, right] = [changesOf(wire, otherBefore, otherAfter), changesOf(wire, before, after)];
			expectSame(
				buffer.tostring(left.bytes),
				buffer.tostring(right.bytes),
				`changes ${show(before)} ${show(after)} OTHER ${show(otherBefore)} ${show(otherAfter)}`,
			);
		});
	});
};
