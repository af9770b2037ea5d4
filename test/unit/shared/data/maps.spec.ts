/// <reference types="@rbxts/testez/globals" />
import { assign, frozen, remove, update } from "./support";

interface Pet {
	level: number;
	tags: Map<string, boolean>;
}

interface Doc {
	pets: Map<string, Pet>;
	counts: Map<string, number>;
	homes: Array<{ rooms: Map<string, { chairs: number }> }>;
}

export = () => {
	const pet = (level: number): Pet => ({ level, tags: new Map([["good", true]]) });
	const make = () =>
		frozen<Doc>({
			pets: new Map([
				["ann", pet(1)],
				["bo", pet(2)],
			]),
			counts: new Map([
				["kills", 3],
				["deaths", 1],
			]),
			homes: [{ rooms: new Map([["hall", { chairs: 4 }]]) }],
		});

	describe("a map in an update", () => {
		it("takes set of a new key, and the patch names that key only", () => {
			const before = make();
			const after = update(before, (draft) => draft.pets.set("cy", pet(3)), [assign(["pets", "cy"], pet(3))]);
			expect(after.pets.get("ann")).to.equal(before.pets.get("ann"));
			expect(after.pets.get("bo")).to.equal(before.pets.get("bo"));
			expect(after.counts).to.equal(before.counts);
			expect(after.homes).to.equal(before.homes);
		});

		it("takes set of a key that is there", () => {
			update(make(), (draft) => draft.counts.set("kills", 4), [assign(["counts", "kills"], 4)]);
		});

		it("takes set of an equal value as no change", () => {
			update(make(), (draft) => draft.counts.set("kills", 3), []);
			update(make(), (draft) => draft.pets.set("ann", pet(1)), []);
		});

		it("takes a whole value in place of another as the fields that differ", () => {
			const before = make();
			const after = update(before, (draft) => draft.pets.set("ann", pet(9)), [assign(["pets", "ann", "level"], 9)]);
			expect(after.pets.get("ann")!.tags).to.equal(before.pets.get("ann")!.tags);
		});

		it("takes delete", () => {
			const before = make();
			const after = update(before, (draft) => draft.pets.delete("ann"), [remove(["pets", "ann"])]);
			expect(after.pets.get("bo")).to.equal(before.pets.get("bo"));
		});

		it("takes delete of a key that is not there as no change", () => {
			update(make(), (draft) => draft.pets.delete("nobody"), []);
		});

		it("takes clear, and the patch removes each key in order", () => {
			update(make(), (draft) => draft.counts.clear(), [remove(["counts", "deaths"]), remove(["counts", "kills"])]);
		});

		it("takes a rename: delete and set", () => {
			update(
				make(),
				(draft) => {
					draft.pets.set("ann2", draft.pets.get("ann")!);
					draft.pets.delete("ann");
				},
				[remove(["pets", "ann"]), assign(["pets", "ann2"], pet(1))],
			);
		});

		it("takes a value changed in place", () => {
			const before = make();
			const after = update(before, (draft) => (draft.pets.get("bo")!.level += 5), [assign(["pets", "bo", "level"], 7)]);
			expect(after.pets.get("ann")).to.equal(before.pets.get("ann"));
		});

		it("takes a map inside a map's value", () => {
			update(make(), (draft) => draft.pets.get("bo")!.tags.set("big", true), [
				assign(["pets", "bo", "tags", "big"], true),
			]);
			update(make(), (draft) => draft.pets.get("bo")!.tags.clear(), [remove(["pets", "bo", "tags", "good"])]);
		});

		it("takes a map inside an object inside an array as an assignment of the array", () => {
			update(make(), (draft) => draft.homes[0].rooms.set("attic", { chairs: 1 }), [
				assign(
					["homes"],
					[
						{
							rooms: new Map([
								["hall", { chairs: 4 }],
								["attic", { chairs: 1 }],
							]),
						},
					],
				),
			]);
			update(make(), (draft) => draft.homes[0].rooms.delete("hall"), [assign(["homes"], [{ rooms: new Map() }])]);
		});

		it("takes entries changed from within forEach and for-of", () => {
			const expected = [assign(["pets", "ann", "level"], 2), assign(["pets", "bo", "level"], 3)];
			update(make(), (draft) => draft.pets.forEach((each) => (each.level += 1)), expected);
			update(
				make(),
				(draft) => {
					for (const [, each] of draft.pets) each.level += 1;
				},
				expected,
			);
		});

		it("takes a new map in its place as the keys that differ", () => {
			update(make(), (draft) => (draft.counts = new Map([["kills", 3]])), [remove(["counts", "deaths"])]);
		});

		it("takes a spread into a new map", () => {
			update(make(), (draft) => (draft.counts = new Map([...draft.counts, ["wins", 1]])), [
				assign(["counts", "wins"], 1),
			]);
		});

		it("takes its first key and its last key going", () => {
			const empty = frozen({ map: new Map<string, number>() });
			const one = update(empty, (draft) => draft.map.set("a", 1), [assign(["map", "a"], 1)]);
			update(one, (draft) => draft.map.delete("a"), [remove(["map", "a"])]);
		});

		it("sorts the changes of one update by their path", () => {
			update(
				make(),
				(draft) => {
					draft.pets.get("bo")!.level = 0;
					draft.pets.delete("ann");
					draft.counts.set("zebras", 1);
					draft.counts.set("ants", 1);
					draft.homes.clear();
				},
				[
					assign(["counts", "ants"], 1),
					assign(["counts", "zebras"], 1),
					assign(["homes"], []),
					remove(["pets", "ann"]),
					assign(["pets", "bo", "level"], 0),
				],
			);
		});
	});

	describe("a set in an update", () => {
		const makeSet = () => frozen({ owned: new Set(["hat", "cape"]), other: { n: 1 } });

		it("takes add", () => {
			const before = makeSet();
			const after = update(before, (draft) => draft.owned.add("boots"), [assign(["owned", "boots"], true)]);
			expect(after.other).to.equal(before.other);
		});

		it("takes add of a member as no change", () => {
			update(makeSet(), (draft) => draft.owned.add("hat"), []);
		});

		it("takes delete", () => {
			update(makeSet(), (draft) => draft.owned.delete("hat"), [remove(["owned", "hat"])]);
			update(makeSet(), (draft) => draft.owned.delete("boots"), []);
		});

		it("takes clear", () => {
			update(makeSet(), (draft) => draft.owned.clear(), [remove(["owned", "cape"]), remove(["owned", "hat"])]);
		});

		it("takes a new set in its place", () => {
			update(makeSet(), (draft) => (draft.owned = new Set(["hat", "ring"])), [
				remove(["owned", "cape"]),
				assign(["owned", "ring"], true),
			]);
			update(makeSet(), (draft) => (draft.owned = new Set([...draft.owned, "ring"])), [
				assign(["owned", "ring"], true),
			]);
		});
	});

	describe("a number-keyed map in an update", () => {
		const makeIds = () =>
			frozen({
				byId: new Map([
					[7, { n: 1 }],
					[300, { n: 2 }],
				]),
				names: new Map<number | string, string>([["a", "x"]]),
			});

		it("takes set, delete and changes in place, key by key", () => {
			const before = makeIds();
			const after = update(before, (draft) => draft.byId.set(8, { n: 3 }), [assign(["byId", 8], { n: 3 })]);
			expect(after.byId.get(7)).to.equal(before.byId.get(7));
			update(before, (draft) => (draft.byId.get(300)!.n = 5), [assign(["byId", 300, "n"], 5)]);
			update(before, (draft) => draft.byId.delete(7), [remove(["byId", 7])]);
			update(before, (draft) => draft.byId.clear(), [remove(["byId", 7]), remove(["byId", 300])]);
		});

		it("takes negative and fractional keys", () => {
			update(
				makeIds(),
				(draft) => {
					draft.byId.set(-1, { n: 0 });
					draft.byId.set(0.5, { n: 0 });
				},
				[assign(["byId", -1], { n: 0 }), assign(["byId", 0.5], { n: 0 })],
			);
		});

		it("is assigned whole when it becomes, or was, the same as an array", () => {
			const before = frozen({ byId: new Map([[2, "b"]]) });
			const [both, one] = [
				new Map([
					[1, "a"],
					[2, "b"],
				]),
				new Map([[1, "a"]]),
			];
			const after = update(before, (draft) => draft.byId.set(1, "a"), [assign(["byId"], both)]);
			update(after, (draft) => draft.byId.delete(2), [assign(["byId"], one)]);
			update(after, (draft) => draft.byId.delete(1), [assign(["byId"], new Map([[2, "b"]]))]);
			update(after, (draft) => draft.byId.set(9, "i"), [assign(["byId"], new Map([...both, [9, "i"]]))]);
		});

		it("may have string keys too, numbers first in the patch", () => {
			update(
				makeIds(),
				(draft) => {
					draft.names.set("b", "y");
					draft.names.set(10, "ten");
					draft.names.set(9, "nine");
					draft.names.delete("a");
				},
				[
					assign(["names", 9], "nine"),
					assign(["names", 10], "ten"),
					remove(["names", "a"]),
					assign(["names", "b"], "y"),
				],
			);
		});
	});
};
