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

interface Step {
	text: string;
	choice?: string;
	next?: Step;
}

const DEPTH = 60;

/** A union of two whose second member has all that the first one has, and how often their texts were looked at. */
function declareSteps() {
	const count = { checks: 0 };
	const text = s
		.custom((value): value is string => {
			count.checks += 1;
			return typeIs(value, "string") && value.size() < 10;
		})
		.default("none");
	const lazy: Schema<Step> = s.lazy<Step>(() => step);
	const step: Schema<Step> = s.union(
		s.object({ text, next: lazy.optional() }),
		s.object({ text, choice: s.string(), next: lazy.optional() }),
	) as unknown as Schema<Step>;
	// The default was looked at.
	count.checks = 0;
	return { step, count };
}

function chainOf(last: unknown, depth: number): Step {
	let chain = last as Step;
	for (const _ of $range(1, depth)) chain = { text: "a", choice: "b", next: chain };
	return chain;
}

export = () => {
	describe("a union that contains itself", () => {
		it("looks at each part of a value once for each member, however deep what is wrong lies", () => {
			const { step, count } = declareSteps();
			expect(step.is(chainOf({ text: 5, choice: "b" }, DEPTH))).to.equal(false);
			expect(count.checks <= 2 * (DEPTH + 1)).to.equal(true);
			expect(step.is(chainOf({ text: "z", choice: "b" }, DEPTH))).to.equal(true);
			// The same value, when it is right.
			const last = { text: 5 as unknown as string };
			const chain = chainOf(last, 2);
			expect(step.is(chain)).to.equal(false);
			last.text = "z";
			expect(step.is(chain)).to.equal(true);
		});

		it("refuses what is too deep as soon", () => {
			const { step, count } = declareSteps();
			expect(step.is(chainOf({ text: "z" }, 200))).to.equal(false);
			expect(count.checks < 200).to.equal(true);
		});

		it("fills and mends each part once for each member", () => {
			const { step, count } = declareSteps();
			const wrong = chainOf({ text: "far too long", choice: 5 }, DEPTH);
			const mended = step.sanitize(wrong);
			// A value is looked at whole at every level of it.
			expect(count.checks < 20 * DEPTH * DEPTH).to.equal(true);
			expect(step.is(mended.value)).to.equal(true);
			count.checks = 0;
			step.fill(chainOf({ choice: 5 }, DEPTH));
			expect(count.checks < 20 * DEPTH * DEPTH).to.equal(true);
		});

		it("is mended to an end if it has itself inside", () => {
			const { step } = declareSteps();
			const endless: Step = { text: "a", choice: "b" };
			endless.next = endless;
			expect(step.is(step.sanitize(endless).value)).to.equal(true);
		});
	});

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
