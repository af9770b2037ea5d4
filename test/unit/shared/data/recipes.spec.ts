/// <reference types="@rbxts/testez/globals" />
import { updateAt, updateRoot } from "../../../../src/shared/data";
import { assign, errorOf, expectSame, expectSound, frozen, valueOf, wreck } from "./support";

interface Doc {
	coins: number;
	list: Array<{ n: number }>;
	stats: { runs: number; best: { time: number } };
}

export = () => {
	const make = () => frozen<Doc>({ coins: 1, list: [{ n: 1 }, { n: 2 }], stats: { runs: 0, best: { time: 5 } } });
	const was = make();
	const failed = (root: Doc, recipe: (draft: Doc) => unknown) => {
		const failure = errorOf(updateRoot(root, recipe));
		expectSame(root, was);
		return failure;
	};

	describe("a recipe that throws", () => {
		it("changes nothing and reports its message", () => {
			const failure = failed(make(), (draft) => {
				draft.coins = 99;
				error("no funds", 0);
			});
			expect(failure.kind).to.equal("recipeThrew");
			expect(failure.context.actual).to.equal("no funds");
			expect(failure.message.find("no funds", 1, true)[0]).to.be.ok();
		});

		it("hands over a thrown table as it was", () => {
			const thrown = { kind: "mine", message: "told" };
			const failure = failed(make(), () => error(thrown as never));
			expect(failure.kind === "recipeThrew" && failure.thrown).to.equal(thrown);
			expect(failure.context.actual).to.equal("told");
		});

		it("may throw nothing at all, or something that cannot be shown", () => {
			expect(failed(make(), () => error(undefined as never)).kind).to.equal("recipeThrew");
			const rude = setmetatable({}, { __tostring: () => error("rude") });
			expect(failed(make(), () => error(rude as never)).context.actual).to.equal("table");
		});

		it("may be no function", () => {
			expect(failed(make(), 5 as never).kind).to.equal("recipeThrew");
		});

		it("leaves later updates of the same root to work", () => {
			const before = make();
			failed(before, (draft) => {
				draft.list.clear();
				throw "late";
			});
			const edit = valueOf(updateRoot(before, (draft) => (draft.coins = 2)));
			expectSame(edit.changes, [assign(["coins"], 2)]);
		});
	});

	describe("a recipe that yields", () => {
		it("is stopped where it yielded, and changes nothing", () => {
			let reached = 0;
			let thread: thread | undefined;
			const failure = failed(make(), (draft) => {
				thread = coroutine.running();
				draft.coins = 99;
				reached = 1;
				coroutine.yield();
				reached = 2;
			});
			expect(failure.kind).to.equal("recipeYielded");
			expect(reached).to.equal(1);
			expect(coroutine.status(thread!)).to.equal("dead");
		});

		it("is found out when it waits on the task library", () => {
			let reached = false;
			const failure = failed(make(), () => {
				task.wait();
				reached = true;
			});
			expect(failure.kind).to.equal("recipeYielded");
			expect(reached).to.equal(false);
		});

		it("is found out when it yields inside a pcall of its own", () => {
			expect(failed(make(), () => pcall(() => coroutine.yield())).kind).to.equal("recipeYielded");
		});

		it("is found out when it is async, even if it did not wait yet", () => {
			const failure = failed(make(), async (draft) => {
				draft.coins = 99;
			});
			expect(failure.kind).to.equal("recipeYielded");
		});

		it("may run coroutines of its own that yield to it", () => {
			const edit = valueOf(
				updateRoot(make(), (draft) => {
					const numbers = coroutine.wrap(() => {
						coroutine.yield(5);
						return 6;
					});
					draft.coins = (numbers() as number) + (numbers() as number);
				}),
			);
			expect(edit.root.coins).to.equal(11);
		});
	});

	describe("a recipe", () => {
		it("is not listened to for what it returns where the value is an object", () => {
			const before = make();
			expect(valueOf(updateRoot(before, () => ({ coins: 5 }))).root).to.equal(before);
			expect(valueOf(updateAt(before, ["list"], () => [])).root).to.equal(before);
		});

		it("can run another update of the same root inside it", () => {
			const before = make();
			const edit = valueOf(
				updateRoot(before, (draft) => {
					draft.coins = valueOf(updateRoot(before, (inner) => (inner.coins += 10))).root.coins;
				}),
			);
			expect(edit.root.coins).to.equal(11);
		});

		it("has no hold on the root through the draft it kept", () => {
			const drafts = new Array<Doc>();
			const edit = valueOf(
				updateRoot(make(), (draft) => {
					drafts.push(draft);
					draft.list.push({ n: 3 });
					draft.stats = { runs: 1, best: draft.stats.best };
				}),
			);
			wreck(drafts[0]);
			expectSame(edit.root, {
				coins: 1,
				list: [{ n: 1 }, { n: 2 }, { n: 3 }],
				stats: { runs: 1, best: { time: 5 } },
			});
			expectSame(edit.changes, [assign(["list"], [{ n: 1 }, { n: 2 }, { n: 3 }]), assign(["stats", "runs"], 1)]);
		});

		it("does not take the tables it was given to put in", () => {
			const mine = { n: 7 };
			const edit = valueOf(updateRoot(make(), (draft) => draft.list.push(mine)));
			expect(table.isfrozen(mine)).to.equal(false);
			mine.n = 8;
			expect(edit.root.list[2].n).to.equal(7);
		});

		it("can be refused for what it put in, with the place", () => {
			const failure = failed(make(), (draft) => (draft.list[1].n = 0 / 0));
			expect(failure.kind).to.equal("unstorable");
			expectSame(failure.context, { path: ["list", 1, "n"], expected: "a finite number", actual: "NaN" });
			expect(failure.message).to.equal("list[1].n: expected a finite number, got NaN");
		});

		it("is refused a hole in an array", () => {
			const failure = failed(make(), (draft) => delete draft.list[0]);
			expect(failure.kind).to.equal("unstorable");
			expectSame(failure.context.path, ["list"]);
		});
	});

	describe("updateAt", () => {
		it("hands over a copy of the subtree only", () => {
			const before = make();
			const edit = valueOf(updateAt(before, ["stats", "best"], (best: { time: number }) => (best.time = 3)));
			expectSame(edit.changes, [assign(["stats", "best", "time"], 3)]);
			expectSound(before, edit);
			expect(edit.root.list).to.equal(before.list);
		});

		it("changes an element of an array", () => {
			const before = make();
			const edit = valueOf(updateAt(before, ["list", 1], (item: { n: number }) => (item.n += 5)));
			expectSame(edit.changes, [assign(["list"], [{ n: 1 }, { n: 7 }])]);
			expectSound(before, edit);
		});

		it("takes the returned value where the old one is a primitive", () => {
			const before = make();
			const edit = valueOf(updateAt(before, ["coins"], (coins: number) => coins * 8));
			expectSame(edit.changes, [assign(["coins"], 8)]);
			expectSound(before, edit);
			expect(errorOf(updateAt(before, ["coins"], () => undefined)).kind).to.equal("unstorable");
		});

		it("copies what is returned", () => {
			const before = frozen<{ value: unknown }>({ value: 1 });
			const mine = { list: [1] };
			const edit = valueOf(updateAt(before, ["value"], () => mine));
			mine.list.push(2);
			expectSame(edit.root, { value: { list: [1] } });
			expectSound(before, edit as never);
		});

		it("gives no change if the recipe made none", () => {
			const before = make();
			for (const path of [["stats"], ["list", 0], ["coins"], []]) {
				const edit = valueOf(updateAt(before, path, (value: unknown) => value));
				expect(edit.root).to.equal(before);
				expect(edit.changes.size()).to.equal(0);
			}
		});

		it("refuses a place where nothing is", () => {
			expect(errorOf(updateAt(make(), ["list", 2], () => 1)).kind).to.equal("invalidPath");
			expect(errorOf(updateAt(make(), ["title"], () => 1)).kind).to.equal("invalidPath");
		});
	});
};
