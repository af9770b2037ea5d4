/// <reference types="@rbxts/testez/globals" />
import { findUnstorable, reconcile, updateRoot } from "../../../../src/shared/data";
import { Dice, Loose, randomKey, randomPlace, randomTable, randomValue } from "./random-tree";
import { accept, expectSame, expectSound, frozen, same, show, thaw, valueOf, wreck } from "./support";

const SEEDS = 400;
const STEPS = 4;
const MUTATIONS_MAX = 5;

/** One change, of a random form, somewhere in a draft. */
function mutate(dice: Dice, root: Loose): void {
	const place = randomPlace(dice, root);
	const list = place as unknown as Array<defined>;
	const size = list.size();
	const value = randomValue(dice, 2) as defined;
	const form = dice.roll(12);
	if (form === 0) place.set(randomKey(dice), value);
	else if (form === 1) place.delete(randomKey(dice));
	else if (form === 2) list.push(value);
	else if (form === 3) list.pop();
	else if (form === 4) list.insert(dice.roll(size + 1), value);
	else if (form === 5 && size > 0) list.remove(dice.roll(size));
	else if (form === 6 && size > 0) list.unorderedRemove(dice.roll(size));
	else if (form === 7 && size > 0) list[dice.roll(size)] = value;
	else if (form === 8 && size > 1) [list[0], list[size - 1]] = [list[size - 1], list[0]];
	else if (form === 9) table.clear(place);
	else if (form === 10) place.set(dice.roll(9) - 2, value);
	// One table in two places; never the root, so that no cycle comes of it.
	else if (place !== root) root.set(randomKey(dice), place);
}

/** One update of a random root by random changes, and everything that has to hold for it. */
function step(dice: Dice, previous: Loose): Loose {
	const was = thaw(previous);
	let draft: Loose | undefined;
	let wanted: unknown;
	const outcome = updateRoot(
		previous,
		(copy) => {
			draft = copy;
			for (const _ of $range(1, dice.roll(MUTATIONS_MAX + 1))) mutate(dice, copy);
			wanted = thaw(copy);
		},
		accept,
	);
	const edit = valueOf(outcome);
	wreck(draft);
	expectSame(edit.root, wanted, "root");
	expectSame(previous, was, "previous");
	expectSound(previous, edit as never);
	// A check that skips what it knows has to find as much as one that looks at everything.
	if (findUnstorable(previous) === undefined) {
		const found = findUnstorable(edit.root, [], previous) !== undefined;
		expectSame(found, findUnstorable(edit.root) !== undefined, "unstorable");
	}
	return edit.root;
}

export = () => {
	describe("an update of a random root by random changes", () => {
		it(`makes what the draft says, shares what it did not change, and patches exactly (seeds 1 to ${SEEDS})`, () => {
			for (const seed of $range(1, SEEDS)) {
				const dice = new Dice(seed);
				let root = frozen(randomTable(dice, 4));
				for (const turn of $range(1, STEPS)) {
					const [ok, problem] = pcall(() => (root = step(dice, root)));
					if (!ok) error(`seed ${seed}, step ${turn}: ${tostring(problem)}`);
				}
			}
		});

		it("reconciles any two unrelated roots", () => {
			for (const seed of $range(1, SEEDS)) {
				const dice = new Dice(seed);
				const [before, after] = [frozen(randomTable(dice, 3)), randomTable(dice, 3)];
				const edit = valueOf(reconcile(before, after));
				if (!same(edit.root, after)) error(`seed ${seed}: ${show(edit.root)} is not ${show(after)}`);
				expectSound(before, edit as never);
			}
		});
	});
};
