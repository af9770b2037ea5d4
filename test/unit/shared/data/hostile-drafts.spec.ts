/// <reference types="@rbxts/testez/globals" />
import { frozenCopy, Problem, reconcile } from "../../../../src/shared/data";
import { errorOf, expectFrozen, expectSame, expectShared, frozen, nested, same, thaw, valueOf } from "./support";

interface Loose {
	[key: string]: unknown;
}

export = () => {
	const before = frozen<Loose>({ list: [{ a: 1 }, { a: 2 }], bag: { b: { c: 1 } }, n: 1 });

	const problemOf = (change: (draft: Loose) => unknown): Problem => {
		const draft = thaw(before);
		change(draft);
		return errorOf(reconcile(before, draft));
	};
	const expectProblem = (problem: Problem, path: Problem["path"], actual: string) => {
		expectSame(problem.path, path, "path");
		expectSame(problem.actual, actual, "actual");
		expect(problem.expected.size() > 0).to.equal(true);
	};

	describe("a draft that cannot be kept", () => {
		it("is told of a table that is inside itself", () => {
			const cycle = "a table inside itself";
			expectProblem(
				problemOf((draft) => (draft.me = draft)),
				["me"],
				cycle,
			);
			expectProblem(
				problemOf((draft) => ((draft.bag as Loose).up = draft)),
				["bag", "up"],
				cycle,
			);
			expectProblem(
				problemOf((draft) => {
					const ring: Loose = {};
					ring.next = { back: ring };
					(draft.list as Array<unknown>)[1] = ring;
				}),
				["list", 1, "next", "back"],
				cycle,
			);
		});

		it("is told of tables more than 64 deep", () => {
			const path = new Array<string>(64, "inner");
			path[0] = "n";
			expectProblem(
				problemOf((draft) => (draft.n = nested(64))),
				path,
				"a deeper one",
			);
			expect(reconcile(before, { n: nested(63) } as Loose).ok).to.equal(true);
		});

		it("is told of metatables, also ones that hide or lie", () => {
			const actual = "a table with a metatable";
			const metatables: Array<LuaMetatable<Loose>> = [
				{},
				{ __metatable: false } as unknown as LuaMetatable<Loose>,
				{ __index: () => error("read") },
				{ __index: () => 1 as never },
			];
			for (const metatable of metatables) {
				expectProblem(
					problemOf((draft) => (draft.bag = setmetatable({ b: { c: 1 } } as Loose, metatable))),
					["bag"],
					actual,
				);
				expectProblem(
					problemOf((draft) => setmetatable(draft.list as Loose, metatable)),
					["list"],
					actual,
				);
				expectProblem(
					problemOf((draft) => setmetatable((draft.list as Array<Loose>)[1], metatable)),
					["list", 1],
					actual,
				);
				expectProblem(
					problemOf((draft) => setmetatable(draft, metatable)),
					[],
					actual,
				);
			}
		});

		it("is told of a metatable on an element that moved", () => {
			expectProblem(
				problemOf((draft) => {
					const list = draft.list as Array<Loose>;
					setmetatable(list[1], {});
					list.shift();
				}),
				["list", 0],
				"a table with a metatable",
			);
		});

		it("is told of keys that are neither strings nor numbers", () => {
			for (const key of [true, {}, print]) {
				expectProblem(
					problemOf((draft) => rawset(draft, key, 1)),
					[],
					`a key of type ${typeOf(key)}`,
				);
				expectProblem(
					problemOf((draft) => rawset(draft, "new", new Map([[key, 1]]))),
					["new"],
					`a key of type ${typeOf(key)}`,
				);
			}
		});

		it("is told of a few tables that would be millions", () => {
			let bomb: object = {};
			for (const _ of $range(1, 40)) bomb = { left: bomb, right: bomb };
			const problem = problemOf((draft) => (draft.bomb = bomb));
			expect(problem.path[0]).to.equal("bomb");
			expect(problem.expected.match("tables")[0]).to.equal("tables");
		});

		it("leaves the old root as it was", () => {
			const was = thaw(before);
			problemOf((draft) => {
				draft.n = 2;
				draft.me = draft;
			});
			expectSame(before, was);
			expectFrozen(before);
		});
	});

	describe("an odd draft that can be kept", () => {
		const keep = (change: (draft: Loose) => unknown) => {
			const draft = thaw(before);
			change(draft);
			const { root } = valueOf(reconcile(before, draft));
			expectSame(root, draft);
			expectFrozen(root);
			expectShared(before, root);
			return root;
		};

		it("may mix string and number keys", () => {
			keep((draft) => rawset(draft.list as object, "name", "x"));
			keep((draft) => rawset(draft.bag as object, 1, "x"));
			keep(
				(draft) =>
					(draft.bag = new Map<string | number, number>([
						[1, 1],
						["1", 2],
					])),
			);
		});

		it("may have holes", () => {
			keep((draft) => rawset(draft.list as object, 1, undefined));
			keep((draft) => rawset(draft.list as object, 9, { a: 9 }));
		});

		it("may have NaN, which is then no change when it stays", () => {
			const root = keep((draft) => (draft.n = 0 / 0));
			const again = valueOf(reconcile(root, thaw(root)));
			expect(again.root).to.equal(root);
			expect(again.changes.isEmpty()).to.equal(true);
		});

		it("may have functions and userdata, which are kept as they are", () => {
			const print_ = print;
			expect(keep((draft) => (draft.n = print_)).n).to.equal(print_);
		});

		it("may have one table in many places", () => {
			const root = keep((draft) => {
				const shared = { x: { y: 1 } };
				draft.bag = [shared, shared];
				draft.other = shared;
			});
			const bag = root.bag as Array<object>;
			expect(bag[0]).never.to.equal(bag[1]);
			expect(bag[0]).never.to.equal(root.other as object);
		});

		it("may be frozen, in part or in whole, and is copied nevertheless", () => {
			const mine = table.freeze({ open: { n: 1 } });
			const root = keep((draft) => (draft.mine = mine));
			expect(root.mine).never.to.equal(mine);
			mine.open.n = 2;
			expectSame(root.mine, { open: { n: 1 } });
		});
	});

	describe("a frozen copy", () => {
		it("is deep, frozen and apart from its source", () => {
			const source = { list: [{ n: 1 }], bytes: buffer.fromstring("a"), map: new Map([["k", 1]]) };
			const copy = valueOf(frozenCopy(source));
			expectSame(copy, source);
			expectFrozen(copy);
			expect(table.isfrozen(source)).to.equal(false);
			expect(table.isfrozen(source.list)).to.equal(false);
			source.list[0].n = 2;
			buffer.writeu8(source.bytes, 0, 66);
			expect(same(copy, source)).to.equal(false);
			expect(copy.list[0].n).to.equal(1);
			expect(buffer.tostring(copy.bytes)).to.equal("a");
		});

		it("passes primitives through", () => {
			expect(valueOf(frozenCopy(5))).to.equal(5);
			expect(valueOf(frozenCopy("x"))).to.equal("x");
		});

		it("reports what cannot be copied", () => {
			expectProblem(errorOf(frozenCopy({ a: [setmetatable({}, {})] })), ["a", 0], "a table with a metatable");
			expectProblem(errorOf(frozenCopy(nested(65))), new Array<string>(64, "inner"), "a deeper one");
		});
	});
};
