/// <reference types="@rbxts/testez/globals" />
import { s } from "../../../src/schema";
import { findUnstorable, setAt } from "../../../src/shared/data";
import { errorOf, expectSame, frozen, valueOf } from "../shared/data/support";

const world = s.object({
	coins: s.integer(),
	spawn: s.vector3(),
	houses: s.map(s.number(), s.object({ at: s.vector2(), tint: s.color3().optional() })),
	visited: s.set(s.integer()),
	tags: s.set(s.string()),
	side: s.enumItem(Enum.NormalId),
	since: s.dateTime(),
	box: s.udim2(),
	pivot: s.cframe(),
	plain: s.object({ list: s.array(s.integer()) }),
});

const value = frozen({
	coins: 1,
	spawn: new Vector3(1, 2, 3),
	houses: new Map<number, { at: Vector2; tint?: Color3 }>([
		[1, { at: new Vector2(1, 2) }],
		[-0.1, { at: new Vector2(3, 4), tint: new Color3(0, 1, 0) }],
		[1e21, { at: new Vector2(5, 6) }],
	]),
	visited: new Set([30, -1, 7]),
	tags: new Set(["a"]),
	side: Enum.NormalId.Left as Enum.NormalId,
	since: DateTime.fromUnixTimestampMillis(1234),
	box: new UDim2(0.5, 1, 0, 2),
	pivot: new CFrame(1, 2, 3),
	plain: { list: [1, 2] },
	unknown: { kept: true },
});

export = () => {
	it("stores what JSON has no word for as text and lists of numbers", () => {
		expectSame(world.encode(value), {
			coins: 1,
			spawn: [1, 2, 3],
			houses: { "1": { at: [1, 2] }, "-0.1": { at: [3, 4], tint: [0, 1, 0] }, "1e+21": { at: [5, 6] } },
			visited: [-1, 7, 30],
			tags: { a: true },
			side: "Left",
			since: 1234,
			box: [0.5, 1, 0, 2],
			pivot: [1, 2, 3, 1, 0, 0, 0, 1, 0, 0, 0, 1],
			plain: { list: [1, 2] },
			unknown: { kept: true },
		});
		expect(findUnstorable(world.encode(value))).to.equal(undefined);
		expectSame(valueOf(world.decode(world.encode(value))), value);
	});

	it("shares what is stored as it is, and all of it where the schema is plain", () => {
		const stored = world.encode(value) as typeof value;
		expect(stored.plain).to.equal(value.plain);
		expect(stored.unknown).to.equal(value.unknown);
		const plain = s.object({ list: s.array(s.integer()), tags: s.set(s.string()) });
		expect(plain.isPlain()).to.equal(true);
		const document = { list: [1], tags: new Set(["a"]) };
		expect(plain.encode(document)).to.equal(document);
		expect(valueOf(plain.decode(document))).to.equal(document);
	});

	it("encodes after a change only what changed", () => {
		const stored = world.encode(value) as { houses: object; spawn: object };
		const after = valueOf(setAt(value, ["coins"], 2)).root;
		const storedAfter = world.encode(after) as { coins: number; houses: object };
		expect(storedAfter.coins).to.equal(2);
		expect(storedAfter.houses).to.equal(stored.houses);
		expect(world.encode(value)).to.equal(stored);
	});

	it("does not remember what can still be changed", () => {
		const loose = { spawn: new Vector3(1, 1, 1) };
		const schema = s.object({ spawn: s.vector3() });
		schema.encode(loose);
		loose.spawn = new Vector3(2, 2, 2);
		expectSame(schema.encode(loose), { spawn: [2, 2, 2] });
	});

	it("says what is no stored form, by its path, and salvages the rest", () => {
		const stored = { coins: 1, spawn: [1, 2], side: "Inside", since: "now", houses: { x: 1, "01": 2 }, visited: ["a"] };
		const errors = errorOf(world.decode(stored));
		const where = errors.map(({ path, rule }) => `${path.join(".")} ${rule}`).sort();
		expect(where.join(", ")).to.equal(
			"houses.01 key, houses.x key, side stored, since stored, spawn stored, visited.0 stored",
		);
		expect((world.salvage(stored) as { coins: number }).coins).to.equal(1);
	});

	it("refuses unions whose stored forms look alike", () => {
		const alike = s.union(s.vector3(), s.array(s.number()));
		expect(() => alike.encode(new Vector3(1, 2, 3))).to.throw("look alike");
		const either = s.union(s.vector3(), s.string());
		expectSame(either.encode(new Vector3(1, 2, 3)), [1, 2, 3]);
		expect(valueOf(either.decode([1, 2, 3]))).to.equal(new Vector3(1, 2, 3));
		expect(valueOf(either.decode("text"))).to.equal("text");
	});

	it("leaves a value that is not of its kind as it is", () => {
		expect(s.vector3().encode("text")).to.equal("text");
		expectSame(world.encode({ spawn: 5, houses: "none" }), { spawn: 5, houses: "none" });
	});
};
