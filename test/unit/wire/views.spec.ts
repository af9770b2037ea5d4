/// <reference types="@rbxts/testez/globals" />
import { s, Schema } from "../../../src/schema";
import { View, WireSchema } from "../../../src/wire/wire-schema";
import { expectSame } from "../shared/data/support";
import { bytesOf, changesOf, seen } from "./support";

function view(schema: Schema<unknown>, root: object, who: View): object {
	return seen(new WireSchema(schema.node, who), root);
}

const SCHEMA = s.object({
	coins: s.integer({ min: 0 }),
	secret: s.string().private(),
	profile: s.object({ name: s.string(), trust: s.integer().private(), badges: s.array(s.string()) }).public(),
	items: s.array(s.object({ id: s.string().public(), seed: s.integer().private(), price: s.integer() })),
	scores: s.record(s.object({ best: s.integer().public().optional(), hidden: s.boolean().private() })),
	notes: s.record(s.string().private()),
	wish: s.string().public().optional(),
});

const ROOT = {
	coins: 5,
	secret: "s",
	profile: { name: "n", trust: 1, badges: ["b"] },
	items: [{ id: "i", seed: 7, price: 9 }],
	scores: { race: { best: 3, hidden: true }, swim: { hidden: false } },
	notes: { a: "x" },
	wish: "w",
	unknown: 1,
};

export = () => {
	it("its owner sees all of a document but what is private", () => {
		expectSame(view(SCHEMA, ROOT, "owner"), {
			coins: 5,
			profile: { name: "n", badges: ["b"] },
			items: [{ id: "i", price: 9 }],
			scores: { race: { best: 3 }, swim: {} },
			wish: "w",
		});
	});

	it("others see what is public and the way there, and still nothing private", () => {
		expectSame(view(SCHEMA, ROOT, "public"), {
			profile: { name: "n", badges: ["b"] },
			items: [{ id: "i" }],
			scores: { race: { best: 3 }, swim: {} },
			wish: "w",
		});
	});

	it("what is hidden says nothing, not by its bytes, its hash or a change", () => {
		const other = {
			...ROOT,
			secret: 77,
			profile: { name: "n", badges: ["b"] },
			items: [{ id: "i", seed: {}, price: 9 }],
			scores: { race: { best: 3, hidden: [1] }, swim: {} },
			notes: { b: "y", c: "z" },
		};
		for (const who of ["owner", "public"] as const) {
			const wire = new WireSchema(SCHEMA.node, who);
			const [left, right] = [ROOT, other].map((root) => buffer.tostring(bytesOf((w) => wire.writeRoot(w, root))));
			expect(left).to.equal(right);
			expect(wire.hash(ROOT)).to.equal(wire.hash(other));
			expect(changesOf(wire, ROOT, other).count).to.equal(0);
		}
	});

	it("a document of which nothing is public is an empty object to others", () => {
		expectSame(view(s.object({ a: s.integer() }), { a: 1 }, "public"), {});
		expectSame(view(s.object({ a: s.integer() }).private(), { a: 1 }, "owner"), {});
	});

	it("a union is not there if it hides something and nothing visible tells its members apart", () => {
		const schema = s.object({
			either: s.union(
				s.object({ kind: s.literal("a").private(), x: s.integer() }),
				s.object({ kind: s.literal("b").private(), x: s.integer(), y: s.integer().optional() }),
			),
		});
		const wire = new WireSchema(schema.node, "owner");
		const [left, right] = ["a", "b", 7].map((kind) =>
			buffer.tostring(bytesOf((writer) => wire.writeRoot(writer, { either: { kind, x: 1 } }))),
		);
		expect(left).to.equal(right);
		expectSame(seen(wire, { either: { kind: "a", x: 1 } }), {});
	});

	it("what is of no member of a union does not take along what is private", () => {
		const schema = s.object({
			tagged: s.union(
				s.object({ kind: s.literal("a"), seed: s.integer().private() }),
				s.object({ kind: s.literal("b") }),
			),
			one: s.union(s.string(), s.object({ x: s.integer(), seed: s.integer().private() })),
		});
		const root = { tagged: { kind: "old", seed: 5 }, one: { x: "old", seed: 6 } };
		expectSame(view(schema, root, "owner"), { tagged: { kind: "old" }, one: { x: "old" } });
	});

	it("a union with a private member is not there at all, as its presence would say something", () => {
		const schema = s.object({ a: s.union(s.integer(), s.string().private()), b: s.integer() });
		expectSame(view(schema, { a: 1, b: 2 }, "owner"), { b: 2 });
	});

	it("what is public in a recursive schema is found however deep it is", () => {
		const tree: Schema<unknown> = s.object({
			name: s.string().public(),
			seed: s.integer(),
			inner: s.lazy(() => tree).optional(),
		});
		const root = { tree: { name: "a", seed: 1, inner: { name: "b", seed: 2 } } };
		expectSame(view(s.object({ tree }), root, "public"), { tree: { name: "a", inner: { name: "b" } } });
	});
};
