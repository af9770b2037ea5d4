/// <reference types="@rbxts/testez/globals" />
import { EditResult, incrementAt, insertAt, Path, removeAt, setAt } from "../../../../src/shared/data";
import {
	accept,
	assign,
	errorOf,
	expectSame,
	expectSound,
	frozen,
	nested,
	remove,
	same,
	thaw,
	valueOf,
} from "./support";

interface Doc {
	coins: number;
	title?: string;
	list: Array<{ id: string; amount: number; tags: Array<string> }>;
	empty: Array<number>;
	stats: Map<string, number>;
	deep: { grid: Array<Array<number>>; far: { x: number; y: { z: number } } };
}

export = () => {
	const item = (id: string, amount = 1) => ({ id, amount, tags: ["t"] });
	const make = () =>
		frozen<Doc>({
			coins: 5,
			list: [item("a"), item("b"), item("c")],
			empty: [],
			stats: new Map([["kills", 1]]),
			deep: { grid: [[1], [2, 3]], far: { x: 1, y: { z: 2 } } },
		});

	/** Checks the patch, the root it makes, and everything that holds for any edit. */
	const expectEdit = (before: Doc, outcome: EditResult<Doc>, changes: Array<ReturnType<typeof assign>>): Doc => {
		const was = thaw(before);
		const edit = valueOf(outcome);
		expectSame(edit.changes, changes, "changes");
		expectSound(before, edit);
		expectSame(before, was, "previous");
		return edit.root;
	};
	const expectRefused = (outcome: EditResult<Doc>, kind: string, path: Path, actual?: string) => {
		const failure = errorOf(outcome);
		expectSame(failure.kind, kind, "kind");
		expectSame(failure.context.path, path, "path");
		if (actual !== undefined) expectSame(failure.context.actual, actual, "actual");
	};

	describe("setAt", () => {
		it("sets a field, and shares everything beside the way to it", () => {
			const before = make();
			const after = expectEdit(before, setAt(before, ["deep", "far", "x"], 9), [assign(["deep", "far", "x"], 9)]);
			expect(after.deep.far.x).to.equal(9);
			expect(after.deep.far.y).to.equal(before.deep.far.y);
			expect(after.deep.grid).to.equal(before.deep.grid);
			expect(after.list).to.equal(before.list);
		});

		it("sets a field that was not there, and a map's key", () => {
			const before = make();
			expectEdit(before, setAt(before, ["title"], "Sir"), [assign(["title"], "Sir")]);
			expectEdit(before, setAt(before, ["stats", "wins"], 3), [assign(["stats", "wins"], 3)]);
		});

		it("sets an element, and a field of one, as the whole array in the patch", () => {
			const before = make();
			const after = expectEdit(before, setAt(before, ["list", 1, "amount"], 7), [
				assign(["list"], [item("a"), item("b", 7), item("c")]),
			]);
			expect(after.list[0]).to.equal(before.list[0]);
			expect(after.list[1].tags).to.equal(before.list[1].tags);
			expectEdit(before, setAt(before, ["list", 0], item("z")), [assign(["list"], [item("z"), item("b"), item("c")])]);
		});

		it("names the outermost array in the patch", () => {
			const before = make();
			const after = expectEdit(before, setAt(before, ["deep", "grid", 1, 0], 8), [
				assign(["deep", "grid"], [[1], [8, 3]]),
			]);
			expect(after.deep.grid[0]).to.equal(before.deep.grid[0]);
		});

		it("sets a table in place of a table as what differs", () => {
			const before = make();
			const after = expectEdit(before, setAt(before, ["deep", "far"], { x: 2, y: { z: 2 } }), [
				assign(["deep", "far", "x"], 2),
			]);
			expect(after.deep.far.y).to.equal(before.deep.far.y);
		});

		it("gives no change for an equal value", () => {
			const before = make();
			for (const outcome of [
				setAt(before, ["coins"], 5),
				setAt(before, ["list", 1], item("b")),
				setAt(before, [], thaw(before)),
			]) {
				expect(expectEdit(before, outcome, [])).to.equal(before);
			}
		});

		it("sets the root, which stays a table", () => {
			const before = make();
			expectEdit(before, setAt(before, [], { ...thaw(before), coins: 6 }), [assign(["coins"], 6)]);
			expectRefused(setAt(before, [], 5), "unstorable", [], "number");
		});

		it("copies what it is given and leaves it to the caller", () => {
			const before = make();
			const mine = item("mine");
			const after = valueOf(setAt(before, ["list", 0], mine)).root;
			expect(table.isfrozen(mine)).to.equal(false);
			expect(table.isfrozen(mine.tags)).to.equal(false);
			mine.tags.push("later");
			expectSame(after.list[0], item("mine"));
		});

		it("refuses what cannot be stored, with its place", () => {
			const before = make();
			expectRefused(setAt(before, ["coins"], 0 / 0), "unstorable", ["coins"], "NaN");
			expectRefused(setAt(before, ["list", 1, "tags", 0], print), "unstorable", ["list", 1, "tags", 0], "function");
			expectRefused(setAt(before, ["list", 1], { tags: ["", "\xff"] }), "unstorable", ["list", 1, "tags", 1]);
			expectRefused(setAt(before, ["\xff"], 1), "unstorable", ["\xff"]);
			expectRefused(setAt(before, ["title"], undefined), "unstorable", ["title"], "nothing");
			const ring: { me?: unknown } = {};
			ring.me = ring;
			expectRefused(setAt(before, ["list", 1], ring), "unstorable", ["list", 1, "me"], "a table inside itself");
		});

		it("counts the depth from the document's root", () => {
			const before = make();
			expect(setAt(before, ["deep", "far", "x"], nested(61)).ok).to.equal(true);
			expect(errorOf(setAt(before, ["deep", "far", "x"], nested(62))).kind).to.equal("unstorable");
			expect(setAt(before, ["list", 0, "id"], nested(61)).ok).to.equal(true);
			expect(errorOf(setAt(before, ["list", 0, "id"], nested(62))).kind).to.equal("unstorable");
		});

		it("asks the check it is given instead", () => {
			const before = make();
			const after = expectEdit(before, setAt(before, ["stats"], new Map([[7, 1]]), accept), [
				assign(["stats", 7], 1),
				remove(["stats", "kills"]),
			] as never);
			expectSame(after.stats, new Map([[7, 1]]));
			let seen: unknown;
			setAt(before, ["deep", "far"], { x: 1, y: { z: 3 } }, (value, path, known) => {
				seen = [path, value, known];
				return undefined;
			});
			expectSame(seen, [["deep", "far"], { x: 1, y: { z: 3 } }, before.deep.far]);
			const no = setAt(before, ["coins"], 1, (_, path) => ({ path, expected: "more", actual: "less" }));
			expect(errorOf(no).message).to.equal("coins: expected more, got less");
		});
	});

	describe("a path that leads nowhere", () => {
		const refused: Array<[why: string, path: Path, at: Path]> = [
			["through a missing field", ["nope", "x"], ["nope"]],
			["through a primitive", ["coins", "x"], ["coins"]],
			["past the end of a list", ["list", 3], ["list", 3]],
			["before its start", ["list", -1], ["list", -1]],
			["to half an index", ["list", 0.5], ["list", 0.5]],
			["to no number", ["list", 0 / 0], ["list", 0 / 0]],
			["by a string into a list", ["list", "0"], ["list", "0"]],
			["by an index into an object", ["deep", 0], ["deep", 0]],
			["by an index into an empty list", ["empty", 0], ["empty", 0]],
			["by a segment of another type", [true as never], [true as never]],
			["inside an element", ["list", 0, "tags", 1], ["list", 0, "tags", 1]],
		];

		it("is refused by every edit with the place where it ends", () => {
			const before = make();
			for (const [why, path, at] of refused) {
				for (const outcome of [
					setAt(before, path, 1),
					incrementAt(before, path, 1),
					insertAt(before, path, 1),
					removeAt(before, path),
				]) {
					const failure = errorOf(outcome);
					if (failure.kind !== "invalidPath" || !same(failure.context.path, at)) throw why;
				}
			}
		});

		it("may be no path at all", () => {
			expectRefused(setAt(make(), 5 as never, 1), "invalidPath", [], "number");
			expectRefused(setAt(make(), undefined as never, 1), "invalidPath", [], "nil");
		});

		it("says what would have been right", () => {
			const failure = errorOf(setAt(make(), ["list", 3, "amount"], 1));
			expect(failure.message).to.equal("list[3]: expected an index from 0 to 2, got the index 3");
		});
	});

	describe("incrementAt", () => {
		it("adds to a field, an element's field and a map's entry", () => {
			const before = make();
			expectEdit(before, incrementAt(before, ["coins"], 3), [assign(["coins"], 8)]);
			expectEdit(before, incrementAt(before, ["coins"], -8), [assign(["coins"], -3)]);
			expectEdit(before, incrementAt(before, ["stats", "kills"], 1), [assign(["stats", "kills"], 2)]);
			expectEdit(before, incrementAt(before, ["list", 2, "amount"], 1), [
				assign(["list"], [item("a"), item("b"), item("c", 2)]),
			]);
		});

		it("starts from 0 where nothing is yet", () => {
			const before = make();
			expectEdit(before, incrementAt(before, ["stats", "wins"], 2), [assign(["stats", "wins"], 2)]);
		});

		it("gives no change for 0", () => {
			const before = make();
			expect(expectEdit(before, incrementAt(before, ["coins"], 0), [])).to.equal(before);
		});

		it("refuses what is no number, and a sum that is none", () => {
			const before = make();
			expectRefused(incrementAt(before, ["list"], 1), "invalidPath", ["list"], "table");
			expectRefused(incrementAt(before, [], 1), "invalidPath", [], "table");
			expectRefused(incrementAt(before, ["coins"], "1" as never), "unstorable", ["coins"], "string");
			expectRefused(incrementAt(before, ["coins"], math.huge), "unstorable", ["coins"], "inf");
			expectRefused(incrementAt(before, ["coins"], 0 / 0), "unstorable", ["coins"], "NaN");
		});
	});

	describe("insertAt", () => {
		it("appends, and shares the elements", () => {
			const before = make();
			const after = expectEdit(before, insertAt(before, ["list"], item("x")), [
				assign(["list"], [item("a"), item("b"), item("c"), item("x")]),
			]);
			for (const i of $range(0, 2)) expect(after.list[i]).to.equal(before.list[i]);
		});

		it("inserts at an index, and the elements that move keep their reference", () => {
			const before = make();
			const after = expectEdit(before, insertAt(before, ["list"], item("x"), 1), [
				assign(["list"], [item("a"), item("x"), item("b"), item("c")]),
			]);
			expect(after.list[2]).to.equal(before.list[1]);
			expectEdit(before, insertAt(before, ["deep", "grid", 1], 0, 0), [assign(["deep", "grid"], [[1], [0, 2, 3]])]);
			expectEdit(before, insertAt(before, ["deep", "grid", 1], 4, 2), [assign(["deep", "grid"], [[1], [2, 3, 4]])]);
		});

		it("inserts into an empty list", () => {
			const before = make();
			expectEdit(before, insertAt(before, ["empty"], 1), [assign(["empty"], [1])]);
		});

		it("copies what it is given and leaves it to the caller", () => {
			const before = make();
			const mine = item("mine");
			const after = valueOf(insertAt(before, ["list"], mine)).root;
			expect(table.isfrozen(mine)).to.equal(false);
			mine.amount = 99;
			expect(after.list[3].amount).to.equal(1);
			expect(table.isfrozen(after.list[3])).to.equal(true);
		});

		it("refuses an index beyond the end, a place that is no list, and what cannot be stored", () => {
			const before = make();
			expectRefused(insertAt(before, ["list"], item("x"), 4), "invalidPath", ["list"], "4");
			expectRefused(insertAt(before, ["list"], item("x"), -1), "invalidPath", ["list"], "-1");
			expectRefused(insertAt(before, ["list"], item("x"), 0.5), "invalidPath", ["list"], "0.5");
			expectRefused(insertAt(before, ["stats"], 1), "invalidPath", ["stats"], "table");
			expectRefused(insertAt(before, ["title"], 1), "invalidPath", ["title"], "nothing");
			expectRefused(insertAt(before, ["list"], item("\xff")), "unstorable", ["list", 3, "id"]);
			expectRefused(insertAt(before, ["list"], print, 1), "unstorable", ["list", 1], "function");
			expectRefused(insertAt(before, ["list"], undefined), "unstorable", ["list", 3], "nothing");
			expectRefused(insertAt(before, ["list"], setmetatable({}, {})), "unstorable", ["list", 3]);
		});
	});

	describe("removeAt", () => {
		it("removes an element, and the ones after it move down and keep their reference", () => {
			const before = make();
			const after = expectEdit(before, removeAt(before, ["list", 0]), [assign(["list"], [item("b"), item("c")])]);
			expect(after.list[0]).to.equal(before.list[1]);
			expectEdit(before, removeAt(before, ["list", 2]), [assign(["list"], [item("a"), item("b")])]);
			expectEdit(before, removeAt(before, ["deep", "grid", 0, 0]), [assign(["deep", "grid"], [[], [2, 3]])]);
		});

		it("removes a map's key and a field", () => {
			const before = make();
			expectEdit(before, removeAt(before, ["stats", "kills"]), [remove(["stats", "kills"]) as never]);
			expectEdit(before, removeAt(before, ["deep", "far", "y"]), [remove(["deep", "far", "y"]) as never]);
		});

		it("removes a field of an element as the whole array in the patch", () => {
			const before = frozen({ list: [{ a: 1, b: 2 as number | undefined }] });
			const edit = valueOf(removeAt(before, ["list", 0, "b"]));
			expectSame(edit.changes, [assign(["list"], [{ a: 1 }])]);
			expectSound(before, edit);
		});

		it("gives no change for a key that is not there", () => {
			const before = make();
			expect(expectEdit(before, removeAt(before, ["stats", "nobody"]), [])).to.equal(before);
			expect(expectEdit(before, removeAt(before, ["title"]), [])).to.equal(before);
		});

		it("refuses the root", () => {
			expectRefused(removeAt(make(), []), "invalidPath", []);
		});
	});
};
