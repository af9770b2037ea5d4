/// <reference types="@rbxts/testez/globals" />
import { updateRoot } from "../../../../src/shared/data";
import { addedSize } from "../../../../src/shared/data/added-size";
import { jsonSize } from "../../../../src/shared/data/json-size";
import { sizeOf } from "../../../../src/shared/data/table";
import { SeededRandom } from "../../../../src/testing";
import { Dice, Loose, randomKey, randomPlace, randomValue } from "./random-tree";
import { seededMap } from "./seeded-tree";
import { frozen } from "./support";

const SEEDS = 400;

export = () => {
	const items = (count: number) => {
		const list = new Array<{ id: string; amount: number }>();
		for (let index = 1; index <= count; index += 1) list.push({ id: `item ${index}`, amount: index });
		return list;
	};

	const changed = (before: object, recipe: (draft: never) => void) => {
		const edited = updateRoot(before, recipe as never, () => undefined);
		if (!edited.ok) return error("the update was refused") as never;
		return { added: addedSize(before, edited.value.root), whole: jsonSize(edited.value.root) };
	};

	it("counts nothing for what is the same", () => {
		const root = { items: items(3) };
		expect(addedSize(root, root)).to.equal(0);
		expect(addedSize(root, { items: root.items })).to.equal(0);
	});

	it("counts one item of a list and not the list, where it is changed, put in or taken out", () => {
		const root = frozen({ items: items(100) });
		const set = changed(root, (draft: { items: Array<{ amount: number }> }) => {
			draft.items[50].amount = 123;
		});
		expect(set.added).to.equal(3);
		const put = changed(root, (draft: { items: Array<object> }) => {
			draft.items.unshift({ id: "new", amount: 1 });
		});
		expect(put.added < 40).to.equal(true);
		const taken = changed(root, (draft: { items: Array<object> }) => {
			draft.items.remove(20);
		});
		expect(taken.added).to.equal(0);
	});

	it("is never too little, whatever is changed", () => {
		let checked = 0;
		for (const seed of $range(1, SEEDS)) {
			const dice = new Dice(seed);
			let root = frozen(seededMap(new SeededRandom(seed), 3)) as unknown as Loose;
			for (const _ of $range(1, 4)) {
				const edited = updateRoot(root, (draft) => {
					for (const _mutation of $range(0, dice.roll(4))) {
						const place = randomPlace(dice, draft);
						const isList = sizeOf(place) > 0;
						place.set(isList ? dice.roll(sizeOf(place) + 1) + 1 : randomKey(dice), randomValue(dice, 0));
					}
				});
				// What no store could hold is refused before anyone asks for its size.
				if (!edited.ok) continue;
				checked += 1;
				const bound = jsonSize(root) + addedSize(root, edited.value.root);
				if (bound < jsonSize(edited.value.root)) error(`seed ${seed}: ${bound} is too little`);
				root = edited.value.root;
			}
		}
		expect(checked > SEEDS).to.equal(true);
	});
};
