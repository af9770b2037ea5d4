/// <reference types="@rbxts/testez/globals" />
import { assign, expectSame, frozen, update } from "./support";

interface Item {
	id: string;
	amount: number;
}

interface Doc {
	list: Array<Item>;
	numbers: Array<number>;
	other: { deep: { kept: boolean } };
}

/** Functions of Luau's library that the types do not name, but that plain Luau code in a recipe may call. */
interface LuauTable {
	insert: (this: void, list: Array<defined>, ...rest: Array<defined>) => void;
	remove: (this: void, list: Array<defined>, position?: number) => unknown;
	move: (this: void, from: Array<defined>, first: number, last: number, to: number) => void;
}

export = () => {
	const luauTable = table as unknown as LuauTable;
	const [a, b, c] = [
		{ id: "a", amount: 1 },
		{ id: "b", amount: 2 },
		{ id: "c", amount: 3 },
	];
	const x = { id: "x", amount: 9 };
	const make = () =>
		frozen<Doc>({
			list: [table.clone(a), table.clone(b), table.clone(c)],
			numbers: [3, 1, 2],
			other: { deep: { kept: true } },
		});
	const copyOf = (item: Item) => table.clone(item);

	/** Checks root, patch and the rest (see `update`), and which old element each new one is (0-based, -1 for none). */
	const updateList = (recipe: (draft: Doc) => unknown, expected: Array<Item>, origins: Array<number>) => {
		const before = make();
		const after = update(before, recipe, [assign(["list"], expected)]);
		expect(after.other).to.equal(before.other);
		expect(after.numbers).to.equal(before.numbers);
		for (const i of $range(0, origins.size() - 1)) {
			expectSame(before.list.indexOf(after.list[i]), origins[i], `the origin of element ${i}`);
		}
	};
	const updateNumbers = (recipe: (draft: Doc) => unknown, expected: Array<number>) => {
		const before = make();
		const after = update(before, recipe, [assign(["numbers"], expected)]);
		expect(after.list).to.equal(before.list);
		expect(after.other).to.equal(before.other);
	};

	describe("an array in an update", () => {
		it("takes push and shares the old elements", () => {
			updateList((draft) => draft.list.push(copyOf(x)), [a, b, c, x], [0, 1, 2, -1]);
			updateNumbers((draft) => draft.numbers.push(4, 5), [3, 1, 2, 4, 5]);
		});

		it("takes pop and shares the rest", () => {
			updateList((draft) => draft.list.pop(), [a, b], [0, 1]);
			updateNumbers((draft) => draft.numbers.pop(), [3, 1]);
		});

		it("takes shift, and the elements that moved keep their reference", () => {
			updateList((draft) => draft.list.shift(), [b, c], [1, 2]);
		});

		it("takes unshift, and the elements that moved keep their reference", () => {
			updateList((draft) => draft.list.unshift(copyOf(x)), [x, a, b, c], [-1, 0, 1, 2]);
		});

		it("takes insert at the front, in the middle and at the end", () => {
			updateList((draft) => draft.list.insert(0, copyOf(x)), [x, a, b, c], [-1, 0, 1, 2]);
			updateList((draft) => draft.list.insert(1, copyOf(x)), [a, x, b, c], [0, -1, 1, 2]);
			updateList((draft) => draft.list.insert(3, copyOf(x)), [a, b, c, x], [0, 1, 2, -1]);
		});

		it("takes remove at the front, in the middle and at the end", () => {
			updateList((draft) => draft.list.remove(0), [b, c], [1, 2]);
			updateList((draft) => draft.list.remove(1), [a, c], [0, 2]);
			updateList((draft) => draft.list.remove(2), [a, b], [0, 1]);
		});

		it("takes unorderedRemove", () => {
			updateList((draft) => draft.list.unorderedRemove(0), [c, b], [-1, 1]);
		});

		it("takes sort with and without a comparator", () => {
			updateNumbers((draft) => draft.numbers.sort(), [1, 2, 3]);
			updateNumbers((draft) => table.sort(draft.numbers), [1, 2, 3]);
			updateList((draft) => draft.list.sort((l, r) => l.amount > r.amount), [c, b, a], [-1, 1, -1]);
		});

		it("takes a sort that changes nothing as no change", () => {
			update(make(), (draft) => draft.list.sort((l, r) => l.amount < r.amount), []);
		});

		it("takes clear, and the patch assigns the empty table", () => {
			updateList((draft) => draft.list.clear(), [], []);
			updateList((draft) => table.clear(draft.list), [], []);
		});

		it("takes an element assigned by its index", () => {
			updateList((draft) => (draft.list[1] = copyOf(x)), [a, x, c], [0, -1, 2]);
			updateNumbers((draft) => (draft.numbers[0] = 7), [7, 1, 2]);
		});

		it("takes an element assigned one past the end", () => {
			updateList((draft) => (draft.list[draft.list.size()] = copyOf(x)), [a, b, c, x], [0, 1, 2, -1]);
		});

		it("takes a field of an element, and shares the other elements", () => {
			updateList((draft) => (draft.list[1].amount += 10), [a, { id: "b", amount: 12 }, c], [0, -1, 2]);
			updateList((draft) => draft.list[2].amount++, [a, b, { id: "c", amount: 4 }], [0, 1, -1]);
		});

		it("takes compound assignment to an element", () => {
			updateNumbers((draft) => (draft.numbers[1] *= 5), [3, 5, 2]);
			updateNumbers((draft) => draft.numbers[2]--, [3, 1, 1]);
		});

		it("takes a destructuring swap", () => {
			updateNumbers(
				(draft) => {
					[draft.numbers[0], draft.numbers[2]] = [draft.numbers[2], draft.numbers[0]];
				},
				[2, 1, 3],
			);
			updateList(
				(draft) => {
					[draft.list[0], draft.list[1]] = [draft.list[1], draft.list[0]];
				},
				[b, a, c],
				[-1, -1, 2],
			);
		});

		it("takes a spread assigned back", () => {
			updateList((draft) => (draft.list = [...draft.list, copyOf(x)]), [a, b, c, x], [0, 1, 2, -1]);
			updateList((draft) => (draft.list = [copyOf(x), ...draft.list]), [x, a, b, c], [-1, 0, 1, 2]);
		});

		it("takes a spread that copies without changing as no change", () => {
			update(make(), (draft) => (draft.list = [...draft.list]), []);
		});

		it("takes filter, map, mapFiltered and filterUndefined assigned back", () => {
			updateList((draft) => (draft.list = draft.list.filter((item) => item.id !== "b")), [a, c], [0, 2]);
			updateNumbers((draft) => (draft.numbers = draft.numbers.map((n) => n * 2)), [6, 2, 4]);
			updateNumbers((draft) => (draft.numbers = draft.numbers.mapFiltered((n) => (n > 1 ? n : undefined))), [3, 2]);
			updateNumbers(
				(draft) => {
					draft.numbers = [...draft.numbers, undefined, 8].filterUndefined();
				},
				[3, 1, 2, 8],
			);
		});

		it("takes a reduce assigned back", () => {
			updateNumbers(
				(draft) => {
					draft.numbers = draft.numbers.reduce<Array<number>>((list, n) => [n, ...list], []);
				},
				[2, 1, 3],
			);
		});

		it("takes elements changed from within forEach and for-of", () => {
			updateList(
				(draft) => draft.list.forEach((item) => (item.amount += 1)),
				[
					{ id: "a", amount: 2 },
					{ id: "b", amount: 3 },
					{ id: "c", amount: 4 },
				],
				[-1, -1, -1],
			);
			updateList(
				(draft) => {
					for (const item of draft.list) if (item.id === "b") item.amount = 0;
				},
				[a, { id: "b", amount: 0 }, c],
				[0, -1, 2],
			);
		});

		it("takes move", () => {
			updateNumbers((draft) => draft.numbers.move(0, 1, 1), [3, 3, 1]);
			updateNumbers((draft) => (draft.numbers = draft.numbers.move(1, 2, 0, new Array<number>())), [1, 2]);
		});

		it("takes Luau's own table.insert, table.remove and table.move", () => {
			updateNumbers((draft) => luauTable.insert(draft.numbers, 4), [3, 1, 2, 4]);
			updateNumbers((draft) => luauTable.insert(draft.numbers, 1, 4), [4, 3, 1, 2]);
			updateNumbers((draft) => luauTable.remove(draft.numbers), [3, 1]);
			updateNumbers((draft) => luauTable.remove(draft.numbers, 1), [1, 2]);
			updateNumbers((draft) => luauTable.move(draft.numbers, 1, 3, 2), [3, 3, 1, 2]);
		});

		it("takes rawset", () => {
			updateNumbers((draft) => rawset(draft.numbers, 4, 9), [3, 1, 2, 9]);
		});

		it("takes a new array in its place", () => {
			updateNumbers((draft) => (draft.numbers = [9]), [9]);
			updateNumbers((draft) => (draft.numbers = new Array<number>(2, 0)), [0, 0]);
			updateNumbers((draft) => (draft.numbers = table.create(3, 1)), [1, 1, 1]);
		});

		it("is iterated in order even if it was filled from its end", () => {
			const after = update(
				frozen<Doc>({ list: [], numbers: [], other: { deep: { kept: true } } }),
				(draft) => {
					for (const i of $range(7, 0, -1)) draft.numbers[i] = i;
				},
				[assign(["numbers"], [0, 1, 2, 3, 4, 5, 6, 7])],
			);
			const seen = new Array<number>();
			for (const n of after.numbers) seen.push(n);
			expectSame(seen, [0, 1, 2, 3, 4, 5, 6, 7]);
		});

		it("takes many operations in one update as one assignment", () => {
			updateList(
				(draft) => {
					draft.list.shift();
					draft.list.push(copyOf(x));
					draft.list.insert(1, { id: "y", amount: 0 });
					draft.list[0].amount = 20;
				},
				[{ id: "b", amount: 20 }, { id: "y", amount: 0 }, c, x],
				[-1, -1, 2, -1],
			);
		});

		it("gives no change if it was changed and changed back", () => {
			update(
				make(),
				(draft) => {
					draft.list.push(copyOf(x));
					draft.list[0].amount += 1;
					draft.list.pop();
					draft.list[0].amount -= 1;
				},
				[],
			);
		});
	});

	describe("arrays inside arrays", () => {
		it("are assigned from the outermost one, and untouched rows are shared", () => {
			const before = frozen({ grid: [[1, 2], [3], []] as Array<Array<number>> });
			const after = update(before, (draft) => draft.grid[1].push(4), [assign(["grid"], [[1, 2], [3, 4], []])]);
			expect(after.grid[0]).to.equal(before.grid[0]);
			expect(after.grid[2]).to.equal(before.grid[2]);
		});

		it("share what did not change inside a changed element", () => {
			const before = frozen({ list: [{ n: 1, tags: ["a"], at: { x: 1 } }] });
			const after = update(before, (draft) => draft.list[0].n++, [
				assign(["list"], [{ n: 2, tags: ["a"], at: { x: 1 } }]),
			]);
			expect(after.list[0].tags).to.equal(before.list[0].tags);
			expect(after.list[0].at).to.equal(before.list[0].at);
		});

		it("can be the root", () => {
			const before = frozen([{ n: 1 }, { n: 2 }]);
			const after = update(before, (draft) => draft.push({ n: 3 }), [assign([], [{ n: 1 }, { n: 2 }, { n: 3 }])]);
			expect(after[0]).to.equal(before[0]);
		});
	});
};
