/// <reference types="@rbxts/testez/globals" />
import { applyChanges, Change, deepCopy, deepFreeze, diff, isEqual, sortChanges } from "../../../../src/shared/data";
import { assign, expectFrozen, expectSame, frozen, remove } from "./support";

export = () => {
	describe("diff", () => {
		it("finds nothing between a root and itself", () => {
			const root = frozen({ a: { b: 1 } });
			expectSame(diff(root, root), []);
		});

		it("finds nothing in equal objects that are not shared, but takes such an array as changed", () => {
			expectSame(diff(frozen({ a: { b: 1 } }), frozen({ a: { b: 1 } })), []);
			expectSame(diff(frozen({ a: [1] }), frozen({ a: [1] })), [assign(["a"], [1])]);
		});

		it("does not enter what both roots share", () => {
			const trap = setmetatable({}, { __index: () => error("entered") }) as never;
			expectSame(diff({ trap, n: 1 }, { trap, n: 2 }), [assign(["n"], 2)]);
		});

		it("hands over the new root's own tables", () => {
			const after = frozen({ list: [1], map: { a: {} } });
			const changes = diff(frozen({ map: {} }), after);
			expectSame(changes, [assign(["list"], [1]), assign(["map", "a"], {})]);
			expect(changes[0].value).to.equal(after.list);
			expect(changes[1].value).to.equal(after.map.a);
		});

		it("replaces the root if one of the two is an array", () => {
			expectSame(diff(frozen({ a: 1 }), frozen([1])), [assign([], [1])]);
			expectSame(diff(frozen([1]), frozen({})), [assign([], {})]);
		});
	});

	describe("the order of changes", () => {
		it("is by segment, numbers before strings, ascending, a parent before its children", () => {
			const changes: Array<Change> = [
				remove(["b"]),
				assign(["a", "b", "c"], 1),
				assign(["a", 10], 1),
				assign(["a", 9], 1),
				assign(["a", "B"], 1),
				assign(["a"], 1),
				assign([], {}),
				assign([5], 1),
			];
			sortChanges(changes);
			const order = changes.map((change) => change.path);
			expectSame(order, [[], [5], ["a"], ["a", 9], ["a", 10], ["a", "B"], ["a", "b", "c"], ["b"]]);
		});
	});

	describe("applyChanges", () => {
		const root = frozen({ a: { b: { c: 1 }, d: { e: 2 } }, list: [{ n: 1 }] });

		it("assigns and removes, shares the rest and freezes what it made", () => {
			const after = applyChanges(root, [assign(["a", "b", "c"], 5), remove(["list"])]);
			expectSame(after, { a: { b: { c: 5 }, d: { e: 2 } } });
			expect(after.a.d).to.equal(root.a.d);
			expectFrozen(after);
		});

		it("gives the same root for no changes and for changes that change nothing", () => {
			expect(applyChanges(root, [])).to.equal(root);
			expect(applyChanges(root, [assign(["a", "b", "c"], 1), remove(["no", "such", "place"])])).to.equal(root);
		});

		it("makes the tables that are missing on the way, also in place of other values", () => {
			expectSame(applyChanges(frozen({ n: 1 }), [assign(["x", "y"], 1), assign(["n", "z"], 2)]), {
				n: { z: 2 },
				x: { y: 1 },
			});
		});

		it("goes by the order it is given", () => {
			const start = frozen({ a: 1 });
			expectSame(applyChanges(start, [assign(["a"], {}), assign(["a", "b"], 1), assign(["a", "c"], 2)]), {
				a: { b: 1, c: 2 },
			});
			expectSame(applyChanges(start, [assign(["a", "b"], 1), assign(["a"], 5)]), { a: 5 });
			expectSame(applyChanges(start, [assign(["x"], 1), assign(["a"], 2), assign(["x"], 3), remove(["a"])]), {
				x: 3,
			});
		});

		it("replaces the root", () => {
			expectSame(applyChanges<object>(root, [assign([], { n: 1 }), assign(["m"], 2)]), { n: 1, m: 2 });
			expect(applyChanges<object>(root, [remove([])])).to.equal(root);
		});

		it("can be applied again without effect, as changes are absolute", () => {
			const changes = [remove(["a", "d"]), assign(["a", "n"], 1), assign(["list"], frozen([2]))];
			const once = applyChanges<object>(root, changes);
			expect(applyChanges(once, changes)).to.equal(once);
		});

		it("shares frozen values and copies others", () => {
			const [ours, theirs] = [frozen({ n: 1 }), { n: { m: 1 } }];
			const after = applyChanges<object>(root, [assign(["ours"], ours), assign(["theirs"], theirs)]) as never as {
				ours: object;
				theirs: object;
			};
			expect(after.ours).to.equal(ours);
			expect(table.isfrozen(theirs)).to.equal(false);
			theirs.n.m = 2;
			expectSame(after.theirs, { n: { m: 1 } });
			expectFrozen(after);
		});

		it("takes the keys of number-keyed maps as they are", () => {
			const start = frozen({ byId: new Map([[7, { n: 1 }]]) });
			expectSame(applyChanges(start, [assign(["byId", 7, "n"], 2), assign(["byId", 1], { n: 0 })]), {
				byId: new Map([
					[7, { n: 2 }],
					[1, { n: 0 }],
				]),
			});
		});
	});

	describe("a deep copy", () => {
		it("can be changed everywhere and is apart from its source", () => {
			const source = frozen({ a: { b: [1, { c: 2 }] }, bytes: buffer.fromstring("x") });
			const copy = deepCopy(source);
			expectSame(copy, source);
			copy.a.b.push(3);
			buffer.writeu8(copy.bytes, 0, 65);
			expectSame(source.a, { b: [1, { c: 2 }] });
			expect(buffer.tostring(source.bytes)).to.equal("x");
			expect(deepCopy(5)).to.equal(5);
		});
	});

	describe("a deep freeze", () => {
		it("freezes every table in place, and ends on a cycle", () => {
			const tree: { a: Array<object>; me?: unknown } = { a: [{ b: 1 }, {}] };
			expect(deepFreeze(tree)).to.equal(tree);
			expectFrozen(tree);
			const ring: { me?: unknown } = {};
			ring.me = ring;
			deepFreeze(ring);
			expect(table.isfrozen(ring)).to.equal(true);
		});
	});

	describe("equality of a frozen value and a draft", () => {
		it("is by content, whatever the order of keys", () => {
			expect(isEqual({ a: 1, b: [1, { c: 2 }] }, { b: [1, { c: 2 }], a: 1 })).to.equal(true);
			expect(isEqual(0 / 0, 0 / 0)).to.equal(true);
			expect(isEqual(buffer.fromstring("a"), buffer.fromstring("a"))).to.equal(true);
		});

		it("sees a missing key, an extra key, another type and another value", () => {
			expect(isEqual({ a: 1, b: 2 }, { a: 1 })).to.equal(false);
			expect(isEqual({ a: 1 }, { a: 1, b: 2 })).to.equal(false);
			expect(isEqual({ a: 1 }, { a: "1" })).to.equal(false);
			expect(isEqual({ a: {} }, { a: 1 })).to.equal(false);
			expect(isEqual([1], [2])).to.equal(false);
		});

		it("ends on a draft that is inside itself", () => {
			const ring: { me?: unknown } = {};
			ring.me = ring;
			expect(isEqual({ me: { me: {} } }, ring)).to.equal(false);
		});
	});
};
