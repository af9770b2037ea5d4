/// <reference types="@rbxts/testez/globals" />
import { s } from "../../../src/schema";
import { insertAt, setAt } from "../../../src/shared/data";
import { frozen, valueOf } from "../shared/data/support";

/** A schema that counts how often its rules ran. */
function counted() {
	const runs = { item: 0, whole: 0, span: 0 };
	const item = s.object({ id: s.string(), amount: s.integer({ min: 0 }) }).refine({
		name: "item",
		check: () => {
			runs.item += 1;
			return true;
		},
	});
	const schema = s
		.object({ low: s.integer(), high: s.integer(), coins: s.integer(), items: s.array(item) })
		.refine({
			name: "whole",
			check: () => {
				runs.whole += 1;
				return true;
			},
		})
		.refine({
			name: "span",
			paths: [["low"], ["high"]],
			check: ({ low, high }) => {
				runs.span += 1;
				return low <= high;
			},
		});
	return { schema, runs };
}

const before = frozen({
	low: 1,
	high: 5,
	coins: 10,
	items: [
		{ id: "a", amount: 1 },
		{ id: "b", amount: 2 },
		{ id: "c", amount: 3 },
	],
});

export = () => {
	it("runs the rules that read what changed, and no others", () => {
		const { schema, runs } = counted();
		const after = valueOf(setAt(before, ["coins"], 11)).root;
		expect(schema.validateChange(before, after).isEmpty()).to.equal(true);
		expect(`${runs.whole} ${runs.span} ${runs.item}`).to.equal("1 0 0");
		const lower = valueOf(setAt(after, ["low"], 9)).root;
		expect(schema.validateChange(after, lower)[0].rule).to.equal("span");
		expect(`${runs.whole} ${runs.span} ${runs.item}`).to.equal("2 1 0");
	});

	it("looks at the one item that changed, and at the one that was put in front", () => {
		const { schema, runs } = counted();
		const changed = valueOf(setAt(before, ["items", 1, "amount"], -1)).root;
		const [problem] = schema.validateChange(before, changed);
		expect(problem.path.join(".")).to.equal("items.1.amount");
		const inserted = valueOf(insertAt(before, ["items"], { id: "new", amount: 0 }, 0)).root;
		expect(schema.validateChange(before, inserted).isEmpty()).to.equal(true);
		expect(runs.item).to.equal(1);
	});

	it("looks at the one item of a list that it is told of, however long the list is", () => {
		let looks = 0;
		const schema = s.array(
			s.integer().refine({
				name: "seen",
				check: () => {
					looks += 1;
					return true;
				},
			}),
		);
		const list = table.freeze(new Array<number>(100, 5));
		const edit = valueOf(setAt(list, [41], 6));
		expect(edit.within!.join(".")).to.equal("42");
		expect(schema.validateChange(list, edit.root, edit.within).isEmpty()).to.equal(true);
		expect(looks).to.equal(1);
		const wrong = valueOf(setAt(list, [41], "six")) as unknown as typeof edit;
		expect(schema.validateChange(list, wrong.root, wrong.within)[0].path.join(".")).to.equal("41");
		// A list that has become longer or shorter is searched, whatever is said.
		const longer = table.freeze([...edit.root, 1.5]);
		expect(schema.validateChange(list, longer, [1]).size()).to.equal(1);
	});

	it("finds nothing in what did not change", () => {
		const { schema, runs } = counted();
		expect(schema.validateChange(before, before).isEmpty()).to.equal(true);
		expect(runs.whole).to.equal(0);
	});

	it("finds what is gone", () => {
		const { schema } = counted();
		const errors = schema.validateChange(before, { low: 1, high: 5, items: before.items });
		expect(errors.size()).to.equal(1);
		expect(errors[0].rule).to.equal("required");
		expect(errors[0].path.join(".")).to.equal("coins");
	});
};
