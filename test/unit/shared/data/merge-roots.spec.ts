/// <reference types="@rbxts/testez/globals" />
import { applyChanges, diff, formatPath, mergeRoots, updateRoot } from "../../../../src/shared/data";
import { SeededRandom } from "../../../../src/testing";
import { seededKey, seededMap, seededValue } from "./seeded-tree";
import { expectFrozen, expectSame, expectShared, frozen, valueOf } from "./support";

interface Doc {
	coins: number;
	level?: number;
	note?: string;
	items: Array<string>;
	flags: Map<string, boolean>;
	pets: Map<string, { name: string; age: number }>;
}

const base = (): Doc =>
	frozen({
		coins: 10,
		level: 3,
		items: ["torch"],
		flags: new Map([["met", true]]),
		pets: new Map([["rex", { name: "Rex", age: 1 }]]),
	});

function changed(root: Doc, recipe: (draft: Doc) => void): Doc {
	return valueOf(updateRoot(root, recipe)).root;
}

/** The places of the clashes. */
function clashes(from: Doc, theirs: Doc, mine: Doc): string {
	return mergeRoots(from, theirs, mine)
		.clashes.map((path) => formatPath(path))
		.sort()
		.join(" ");
}

export = () => {
	describe("two changes of one document", () => {
		it("of different places both stand, and share what neither has changed", () => {
			const from = base();
			const theirs = changed(from, (draft) => {
				draft.coins = 20;
				draft.pets.get("rex")!.age = 2;
				draft.flags.set("king", true);
			});
			const mine = changed(from, (draft) => {
				draft.level = undefined;
				draft.note = "hi";
				draft.pets.get("rex")!.name = "Max";
				draft.flags.delete("met");
			});
			const { root, clashes: found } = mergeRoots(from, theirs, mine);
			expect(found.isEmpty()).to.equal(true);
			expectSame(root, {
				coins: 20,
				note: "hi",
				items: ["torch"],
				flags: new Map([["king", true]]),
				pets: new Map([["rex", { name: "Max", age: 2 }]]),
			});
			expectFrozen(root);
			expect(root.items === from.items).to.equal(true);
		});

		it("that say the same are one", () => {
			const from = base();
			const set = (root: Doc) =>
				changed(root, (draft) => {
					draft.coins = 7;
					draft.items.push("rope");
					draft.flags.delete("met");
				});
			const { root, clashes: found } = mergeRoots(from, set(from), set(from));
			expect(found.isEmpty()).to.equal(true);
			expectSame(root, set(from));
		});

		it("of one place clash there, and mine stands", () => {
			const from = base();
			const theirs = changed(from, (draft) => {
				draft.coins = 20;
				draft.items.push("rope");
				draft.pets.delete("rex");
				draft.note = "theirs";
			});
			const mine = changed(from, (draft) => {
				draft.coins = 5;
				draft.items.unshift("map");
				draft.pets.get("rex")!.age = 9;
				draft.flags.set("new", true);
			});
			expect(clashes(from, theirs, mine)).to.equal("coins items pets.rex");
			expectSame(mergeRoots(from, theirs, mine).root, {
				coins: 5,
				level: 3,
				note: "theirs",
				items: ["map", "torch"],
				flags: new Map([
					["met", true],
					["new", true],
				]),
				pets: new Map([["rex", { name: "Rex", age: 9 }]]),
			});
		});

		it("that were taken back are none", () => {
			const from = base();
			const there = changed(from, (draft) => draft.items.push("rope"));
			const back = changed(there, (draft) => draft.items.pop());
			const mine = changed(from, (draft) => draft.items.push("map"));
			expect(clashes(from, back, mine)).to.equal("");
			expectSame(mergeRoots(from, back, mine).root.items, ["torch", "map"]);
			expectSame(mergeRoots(from, mine, back).root.items, ["torch", "map"]);
		});

		it("of an empty list are of one place, of an empty map of its keys", () => {
			const from = frozen({ ...base(), items: [], pets: new Map() }) as Doc;
			const theirs = changed(from, (draft) => {
				draft.items.push("rope");
				draft.pets.set("a", { name: "A", age: 1 });
			});
			const mine = changed(from, (draft) => {
				draft.items.push("map");
				draft.pets.set("b", { name: "B", age: 1 });
			});
			expect(clashes(from, theirs, mine)).to.equal("items");
			expect(mergeRoots(from, theirs, mine).root.pets.size()).to.equal(2);
		});

		it("where only one has changed anything are that one, by reference", () => {
			const from = base();
			const other = changed(from, (draft) => {
				draft.coins = 1;
			});
			expectShared(mergeRoots(from, other, from).root, other);
			expectShared(mergeRoots(from, from, other).root, other);
		});
	});

	it("gives what either order of the patches gives, wherever nothing clashes", () => {
		const random = new SeededRandom(11);
		let calm = 0;
		for (const _ of $range(1, 500)) {
			const from = frozen(seededMap(random, 3));
			const grown = () =>
				valueOf(
					updateRoot(from, (draft) => {
						const map = draft as Map<string, defined>;
						if (random.chance(0.3)) map.delete(seededKey(random));
						else map.set(seededKey(random), seededValue(random, 2));
					}),
				).root;
			const [theirs, mine] = [grown(), grown()];
			const { root, clashes: found } = mergeRoots<object>(from, theirs, mine);
			expectFrozen(root);
			if (!found.isEmpty()) {
				// Whatever is said of the places that clash: mine is put over theirs.
				expectSame(root, applyChanges<object>(theirs, diff(theirs, root)));
				continue;
			}
			calm += 1;
			expectSame(root, applyChanges<object>(theirs, diff(from, mine)));
			expectSame(root, mergeRoots<object>(from, mine, theirs).root);
		}
		expect(calm > 100).to.equal(true);
	});
};
