/// <reference types="@rbxts/testez/globals" />
import { assign, frozen, remove, update } from "./support";

interface Doc {
	coins: number;
	name: string;
	title?: string;
	premium: boolean;
	stats: { best: { time: number; mode?: string }; runs: number };
	settings?: { volume: number };
	bag: { left?: { id: string }; right?: { id: string } };
	list: Array<{ id: string }>;
}

export = () => {
	const make = () =>
		frozen<Doc>({
			coins: 10,
			name: "builder",
			title: "Sir",
			premium: false,
			stats: { best: { time: 5, mode: "hard" }, runs: 2 },
			bag: { left: { id: "sword" } },
			list: [{ id: "a" }],
		});

	describe("an object in an update", () => {
		it("takes assignment of each kind of primitive", () => {
			update(make(), (draft) => (draft.coins = 11), [assign(["coins"], 11)]);
			update(make(), (draft) => (draft.name = "miner"), [assign(["name"], "miner")]);
			update(make(), (draft) => (draft.premium = true), [assign(["premium"], true)]);
		});

		it("takes false as a value like any other", () => {
			const before = frozen({ on: true as boolean });
			update(before, (draft) => (draft.on = false), [assign(["on"], false)]);
		});

		it("takes compound assignment", () => {
			update(make(), (draft) => (draft.coins += 5), [assign(["coins"], 15)]);
			update(make(), (draft) => (draft.coins -= 5), [assign(["coins"], 5)]);
			update(make(), (draft) => (draft.coins *= 2), [assign(["coins"], 20)]);
			update(make(), (draft) => (draft.coins /= 2), [assign(["coins"], 5)]);
			update(make(), (draft) => (draft.coins **= 2), [assign(["coins"], 100)]);
			update(make(), (draft) => (draft.coins %= 3), [assign(["coins"], 1)]);
			update(make(), (draft) => draft.coins++, [assign(["coins"], 11)]);
			update(make(), (draft) => --draft.coins, [assign(["coins"], 9)]);
			update(make(), (draft) => (draft.name += "!"), [assign(["name"], "builder!")]);
		});

		it("takes logical assignment", () => {
			update(make(), (draft) => (draft.settings ??= { volume: 1 }), [assign(["settings"], { volume: 1 })]);
			update(make(), (draft) => (draft.title ??= "Dame"), []);
			update(make(), (draft) => (draft.premium ||= true), [assign(["premium"], true)]);
			update(make(), (draft) => (draft.premium &&= true), []);
		});

		it("takes a nested field, and shares what is beside the way to it", () => {
			const before = make();
			const after = update(before, (draft) => (draft.stats.runs = 3), [assign(["stats", "runs"], 3)]);
			expect(after.stats.best).to.equal(before.stats.best);
			expect(after.bag).to.equal(before.bag);
			expect(after.list).to.equal(before.list);
		});

		it("takes delete of a property", () => {
			update(make(), (draft) => delete draft.title, [remove(["title"])]);
			update(make(), (draft) => delete draft.stats.best.mode, [remove(["stats", "best", "mode"])]);
			update(make(), (draft) => delete draft.settings, []);
		});

		it("takes a property set to undefined as its removal", () => {
			update(make(), (draft) => (draft.title = undefined), [remove(["title"])]);
			update(make(), (draft) => (draft.settings = undefined), []);
		});

		it("takes a new optional field", () => {
			update(make(), (draft) => (draft.settings = { volume: 3 }), [assign(["settings"], { volume: 3 })]);
		});

		it("takes a whole object in place of another as the fields that differ", () => {
			const before = make();
			const after = update(before, (draft) => (draft.stats = { best: { time: 5, mode: "hard" }, runs: 9 }), [
				assign(["stats", "runs"], 9),
			]);
			expect(after.stats.best).to.equal(before.stats.best);
			update(before, (draft) => (draft.stats.best = { time: 1 }), [
				remove(["stats", "best", "mode"]),
				assign(["stats", "best", "time"], 1),
			]);
		});

		it("takes an object spread assigned back", () => {
			update(make(), (draft) => (draft.stats = { ...draft.stats, runs: 4 }), [assign(["stats", "runs"], 4)]);
			update(make(), (draft) => (draft.stats = { ...draft.stats }), []);
		});

		it("takes keys assigned in a loop, as Object.assign would", () => {
			update(
				make(),
				(draft) => {
					for (const [key, value] of pairs({ coins: 1, name: "n" })) rawset(draft, key, value);
				},
				[assign(["coins"], 1), assign(["name"], "n")],
			);
		});

		it("takes a destructuring swap", () => {
			update(
				make(),
				(draft) => {
					[draft.bag.left, draft.bag.right] = [draft.bag.right, draft.bag.left];
				},
				[remove(["bag", "left"]), assign(["bag", "right"], { id: "sword" })],
			);
		});

		it("takes a change of type as one assignment", () => {
			const before = frozen<{ value: unknown }>({ value: { a: 1 } });
			update(before, (draft) => (draft.value = 5), [assign(["value"], 5)]);
			update(before, (draft) => (draft.value = ["x"]), [assign(["value"], ["x"])]);
			update(frozen<{ value: unknown }>({ value: ["x"] }), (draft) => (draft.value = { a: 1 }), [
				assign(["value"], { a: 1 }),
			]);
			update(frozen<{ value: unknown }>({ value: "x" }), (draft) => (draft.value = {}), [assign(["value"], {})]);
		});

		it("takes a buffer as a value: equal content is no change", () => {
			const before = frozen({ bytes: buffer.fromstring("abc"), n: 1 });
			update(before, (draft) => (draft.bytes = buffer.fromstring("abc")), []);
			const after = update(before, (draft) => (draft.n = 2), [assign(["n"], 2)]);
			expect(after.bytes).to.equal(before.bytes);
			update(before, (draft) => (draft.bytes = buffer.fromstring("abcd")), [
				assign(["bytes"], buffer.fromstring("abcd")),
			]);
		});

		it("takes bytes written into a buffer, and leaves the old root its own", () => {
			const before = frozen({ bytes: buffer.fromstring("abc") });
			const after = update(before, (draft) => buffer.writeu8(draft.bytes, 0, 65), [
				assign(["bytes"], buffer.fromstring("Abc")),
			]);
			expect(buffer.tostring(before.bytes)).to.equal("abc");
			expect(buffer.tostring(after.bytes)).to.equal("Abc");
		});

		it("gives no change if nothing was done, and keeps the root", () => {
			const before = make();
			expect(update(before, () => undefined, [])).to.equal(before);
		});
	});

	describe("a subtree that goes elsewhere in an update", () => {
		it("is removed here and assigned there", () => {
			update(
				make(),
				(draft) => {
					draft.bag.right = draft.bag.left;
					draft.bag.left = undefined;
				},
				[remove(["bag", "left"]), assign(["bag", "right"], { id: "sword" })],
			);
		});

		it("can go from an array into an object and back", () => {
			update(
				make(),
				(draft) => {
					const sword = draft.bag.left!;
					draft.bag.left = draft.list.pop();
					draft.list.push(sword);
				},
				[assign(["bag", "left", "id"], "a"), assign(["list"], [{ id: "sword" }])],
			);
		});

		it("is copied twice if it is put in two places", () => {
			const after = update(
				make(),
				(draft) => {
					const shared = { id: "twin" };
					draft.bag.left = shared;
					draft.bag.right = shared;
					draft.list.push(shared, shared);
				},
				[
					assign(["bag", "left", "id"], "twin"),
					assign(["bag", "right"], { id: "twin" }),
					assign(["list"], [{ id: "a" }, { id: "twin" }, { id: "twin" }]),
				],
			);
			expect(after.bag.right).never.to.equal(after.bag.left);
			expect(after.list[1]).never.to.equal(after.list[2]);
		});

		it("can be changed through either name while it is a draft", () => {
			update(
				make(),
				(draft) => {
					draft.bag.right = draft.bag.left;
					draft.bag.right!.id = "axe";
				},
				[assign(["bag", "left", "id"], "axe"), assign(["bag", "right"], { id: "axe" })],
			);
		});

		it("may be a frozen part of the old root", () => {
			const before = make();
			const after = update(before, (draft) => (draft.bag.right = before.bag.left), [
				assign(["bag", "right"], { id: "sword" }),
			]);
			expect(after.bag.left).to.equal(before.bag.left);
			update(before, (draft) => (draft.stats = before.stats), []);
		});
	});
};
