/// <reference types="@rbxts/testez/globals" />
import { s, Schema } from "../../../src/schema";
import { expectSame, nested } from "../shared/data/support";

interface Tree {
	value: number;
	left?: Tree;
	right?: Tree;
}

const tree: Schema<Tree> = s.object({
	value: s.integer().default(0),
	left: s.lazy(() => tree).optional(),
	right: s.lazy(() => tree).optional(),
});

interface Place {
	at: Vector3;
	inside: Array<Place>;
}

const place: Schema<Place> = s.object({ at: s.vector3(), inside: s.array(s.lazy(() => place)) });

export = () => {
	it("finds what is wrong deep in a recursive value", () => {
		const value = { value: 1, left: { value: 2, right: { value: "three" } } };
		const [problem] = tree.validate(value);
		expect(problem.path.join(".")).to.equal("left.right.value");
		expect(tree.is({ value: 1, left: { value: 2 } })).to.equal(true);
	});

	it("comes to an end with a value that has itself inside twice", () => {
		const endless: Tree = { value: 1 };
		endless.left = endless;
		endless.right = endless;
		expect(tree.is(endless)).to.equal(false);
		expect(tree.validate(endless).some(({ rule }) => rule === "tooDeep")).to.equal(true);
		tree.encode(endless);
		tree.decode(endless);
		expect(tree.is(tree.sanitize(endless).value)).to.equal(true);
		expect(tree.is({ value: 1 })).to.equal(true);
		expect(tree.validate(nested(70)).isEmpty()).to.equal(false);
	});

	it("is stored as it is exactly if everything that can be inside is", () => {
		expect(tree.isPlain()).to.equal(true);
		expect(place.isPlain()).to.equal(false);
		const value: Place = { at: new Vector3(1, 2, 3), inside: [{ at: new Vector3(4, 5, 6), inside: [] }] };
		expectSame(place.encode(value), { at: [1, 2, 3], inside: [{ at: [4, 5, 6], inside: [] }] });
		const decoded = place.decode(place.encode(value));
		expect(decoded.ok && place.is(decoded.value)).to.equal(true);
	});

	it("has definitions in its JSON Schema", () => {
		const written = place.toJsonSchema() as { $defs: Record<string, unknown> };
		expectSame(written.$defs, {
			recursive1: {
				type: "object",
				required: ["at", "inside"],
				properties: {
					at: { type: "array", items: { type: "number" }, minItems: 3, maxItems: 3, "x-datatype": "a Vector3" },
					inside: { type: "array", items: { $ref: "#/$defs/recursive1" } },
				},
			},
		});
	});
};
