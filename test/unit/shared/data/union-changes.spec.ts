/// <reference types="@rbxts/testez/globals" />
import { decodeChanges, encodeChanges } from "../../../../src/server/journal/stored-changes";
import { applyChanges, Changes, diff, sortChanges, updateRoot } from "../../../../src/shared/data";
import { unionChanges } from "../../../../src/shared/data/union-changes";
import { SeededRandom } from "../../../../src/testing";
import { jsonImage } from "../../../../src/testing/data-store/json-image";
import { seededKey, seededMap, seededValue } from "./seeded-tree";
import { assign, expectFrozen, expectSame, frozen, remove, same, show, valueOf } from "./support";

const HISTORIES = 400;
const STEPS_MAX = 6;

type Tree = Map<string, defined>;

/** Some table in a draft, with the draft itself as the likeliest. */
function somePlace(random: SeededRandom, root: Tree): Tree {
	let place = root;
	while (random.chance(0.6)) {
		const inner = place.get(seededKey(random));
		if (!typeIs(inner, "table")) break;
		place = inner as Tree;
	}
	return place;
}

function mutate(random: SeededRandom, draft: Tree): void {
	const place = somePlace(random, draft);
	const list = place as unknown as Array<defined>;
	const form = random.nextInteger(0, 6);
	if (list.size() > 0) {
		if (form < 2) list.push(seededValue(random, 1));
		else if (form < 4) list.remove(random.nextInteger(0, list.size() - 1));
		else list[random.nextInteger(0, list.size() - 1)] = seededValue(random, 1);
	} else if (form === 0) {
		place.clear();
	} else if (form === 1) {
		place.delete(seededKey(random));
	} else {
		place.set(seededKey(random), seededValue(random, 2));
	}
}

/** The roots of one document over some updates, oldest first. */
function history(random: SeededRandom): Array<object> {
	const roots: Array<object> = [frozen(seededMap(random, 3))];
	for (const _ of $range(1, random.nextInteger(1, STEPS_MAX))) {
		const previous = roots[roots.size() - 1];
		// At times all that there was comes back, sharing nothing.
		if (random.chance(0.15)) roots.push(frozen(jsonImage(random.pick(roots)).value as object));
		const changed = updateRoot(previous, (draft) => {
			for (const _ of $range(1, random.nextInteger(1, 3))) mutate(random, draft as Tree);
		});
		roots.push(valueOf(changed).root);
	}
	return roots;
}

function expectIndependent(changes: Changes, note: string): void {
	const ordered = [...changes];
	sortChanges(ordered);
	expectSame(changes, ordered, `${note}: the order`);
	for (const i of $range(1, changes.size() - 1)) {
		const [before, after] = [changes[i - 1].path, changes[i].path];
		const isPrefix = before.size() <= after.size() && before.every((segment, at) => segment === after[at]);
		if (isPrefix) throw `${note}: ${show(before)} is above ${show(after)}`;
	}
}

export = () => {
	describe("trace 1, a patch from the wrong base", () => {
		it("says all that differs from any root that the store may hold, although the newest equals it", () => {
			const r10 = frozen({ coins: 5 });
			const r11 = frozen({ coins: 0, sword: true });
			const r12 = frozen({ coins: 5 });
			const changes = unionChanges([r10, r11], r12);
			expectSame(changes, [assign(["coins"], 5), remove(["sword"])]);
			expectSame(applyChanges<object>(r10, changes), r12);
			expectSame(applyChanges<object>(r11, changes), r12);
		});

		it("goes wrong when only one of them is used", () => {
			const r10 = frozen({ coins: 5 });
			const r11 = frozen({ coins: 0, sword: true });
			const r12 = frozen({ coins: 5 });
			expectSame(unionChanges([r10], r12), []);
			expect(same(applyChanges<object>(r11, unionChanges([r10], r12)), r12)).to.equal(false);
			const r13 = frozen({ coins: 0, sword: true, level: 2 });
			expect(same(applyChanges<object>(r10, unionChanges([r11], r13)), r13)).to.equal(false);
			expectSame(applyChanges<object>(r10, unionChanges([r10, r11], r13)), r13);
		});
	});

	describe("the changes from every one of several roots", () => {
		it("lead from each of them to the current one, over many histories", () => {
			for (const seed of $range(1, HISTORIES)) {
				const random = new SeededRandom(seed);
				const roots = history(random);
				const current = roots[roots.size() - 1];
				const bases = random.shuffle(roots).filter(() => random.chance(0.6));
				if (random.chance(0.1)) bases.push(frozen({}));
				const changes = unionChanges(bases, current);
				const stored = jsonImage(encodeChanges(changes)).value;
				const read = decodeChanges(stored) ?? error(`seed ${seed}: the stored form cannot be read`);
				expectIndependent(changes, `seed ${seed}`);
				for (const base of bases) {
					expectSame(applyChanges(base, changes), current, `seed ${seed}`);
					expectSame(applyChanges(base, read), current, `seed ${seed}, as stored`);
					expectFrozen(applyChanges(base, read));
				}
			}
		});

		it("name only places that are different in one of them", () => {
			for (const seed of $range(1, HISTORIES)) {
				const roots = history(new SeededRandom(seed));
				const current = roots[roots.size() - 1];
				for (const change of unionChanges(roots, current)) {
					const without = unionChanges(roots, current).filter((other) => show(other.path) !== show(change.path));
					const stillSame = roots.every((base) => same(applyChanges(base, without), current));
					if (stillSame) throw `seed ${seed}: ${show(change)} is not needed`;
				}
			}
		});

		it("are those of `diff` for one root that shares what it can", () => {
			const before = frozen({ a: { b: 1, c: [1] }, d: 2, e: { f: 3 } });
			const after = valueOf(
				updateRoot(before, (draft: { a: { b: number; c: Array<number> }; d?: number }) => {
					draft.a.c = [5];
					draft.d = undefined;
				}),
			).root;
			expectSame(unionChanges([before], after), diff(before, after));
		});

		it("name one item of a long list, one put behind it and one taken from its end, instead of the list", () => {
			const items = () => {
				const list = new Array<{ id: number; amount: number }>();
				for (const id of $range(1, 150)) list.push({ id, amount: 1 });
				return list;
			};
			const before = frozen({ items: items() });
			const from = (recipe: (draft: { items: ReturnType<typeof items> }) => void) =>
				unionChanges([before], valueOf(updateRoot(before, recipe)).root);
			expectSame(
				from((draft) => (draft.items[56].amount = 5)),
				[assign(["items", 57, "amount"], 5)],
			);
			expectSame(
				from((draft) => draft.items.push({ id: 151, amount: 2 })),
				[assign(["items", 151], { id: 151, amount: 2 })],
			);
			expectSame(
				from((draft) => draft.items.pop()),
				[remove(["items", 150])],
			);
			expect(from((draft) => draft.items.shift())[0].path.size()).to.equal(1);
		});

		it("are one assignment of the whole if nothing is stored", () => {
			const current = frozen({ a: 1, b: { c: 2 } });
			expectSame(unionChanges([{}], current), [assign([], current)]);
			expectSame(unionChanges([{}, frozen({ a: 1, b: { c: 2 } })], current), [assign([], current)]);
			expectSame(applyChanges<object>({}, unionChanges([{}], current)), current);
		});

		it("are none if all are equal to it, shared or not", () => {
			const current = frozen({ list: [1, { n: 2 }], map: {}, data: buffer.fromstring("x") });
			const other = frozen({ list: [1, { n: 2 }], map: {}, data: buffer.fromstring("x") });
			expectSame(unionChanges([current, other], current), []);
			expectSame(unionChanges([], current), []);
		});

		it("assign a table whole where one of them has none, a list or an empty one, and one that was emptied", () => {
			const current = frozen({ at: { x: 1, y: 2 } });
			for (const at of [undefined, 5, [1, 2], {}]) {
				expectSame(unionChanges([frozen({ at, k: 1 }), frozen({ at: { x: 1, y: 3 } })], current), [
					assign(["at"], { x: 1, y: 2 }),
					remove(["k"]),
				]);
			}
			expectSame(unionChanges([frozen({ at: { x: 1, y: 2 }, k: 1 })], frozen({ at: {}, k: 1 })), [assign(["at"], {})]);
		});

		it("hand over the current root's own tables", () => {
			const current = frozen({ list: [1], more: { n: 1 } });
			const changes = unionChanges([frozen({ list: [2], more: 0 })], current);
			expect(changes[0].value).to.equal(current.list);
			expect(changes[1].value).to.equal(current.more);
		});

		it("do not need what all of them share to be looked at", () => {
			const trap = setmetatable({}, { __index: () => error("entered") }) as never;
			expectSame(
				unionChanges(
					[
						{ trap, n: 1 },
						{ trap, n: 2 },
					],
					{ trap, n: 3 },
				),
				[assign(["n"], 3)],
			);
		});
	});
};
