/// <reference types="@rbxts/testez/globals" />
import { s } from "../../../src/schema";
import { expectFrozen, expectSame, frozen } from "../shared/data/support";

const player = s.object({
	coins: s.integer().default(100),
	title: s.string().optional(),
	items: s.array(s.object({ id: s.string(), level: s.integer().default(1) })),
	stats: s.object({ wins: s.integer().default(0), streaks: s.map(s.string(), s.integer()) }),
});

export = () => {
	it("makes a fresh frozen value of the defaults of its fields", () => {
		const made = player.createDefault();
		expectSame(made, { coins: 100, items: [], stats: { wins: 0, streaks: {} } });
		expectFrozen(made);
		expect(player.is(made)).to.equal(true);
	});

	it("calls a default that is a function for each value, and copies what it returns", () => {
		const kept = [1];
		let calls = 0;
		const list = s.array(s.integer()).default(() => {
			calls += 1;
			return kept;
		});
		const made = list.createDefault();
		kept.push(2);
		expectSame(made, [1]);
		list.createDefault();
		expect(calls).to.equal(2);
	});

	it("is told off for a field without a default, by its path, and for a default that is wrong", () => {
		const schema = s.object({ deep: s.object({ id: s.string() }) });
		expect(() => schema.createDefault()).to.throw("deep.id");
		expect(() => s.object({ n: s.integer({ min: 1 }).default(() => 0) }).createDefault()).to.throw("n: expected");
	});

	it("fills what is missing, at any depth, and leaves what is there, unknown or wrong", () => {
		const value = frozen({ coins: "many", items: [{ id: "a" }], stats: {}, later: 1 });
		expectSame(player.fill(value), {
			coins: "many",
			items: [{ id: "a", level: 1 }],
			stats: { wins: 0, streaks: {} },
			later: 1,
		});
	});

	it("gives the same reference back if nothing is missing", () => {
		const made = player.createDefault();
		expect(player.fill(made)).to.equal(made);
		const partly = frozen({ items: [{ id: "a", level: 2 }], stats: { wins: 1, streaks: {} } });
		expect((player.fill(partly) as typeof partly).items).to.equal(partly.items);
	});

	it("names its private places, once each", () => {
		const schema = s.object({
			secret: s.string().private(),
			items: s.array(s.object({ seed: s.integer().private(), shown: s.integer() })),
			byName: s.record(s.object({ hidden: s.boolean().private() }).private()),
		});
		const paths = schema.privatePaths().map((path) => path.join("."));
		expect(paths.sort().join(" ")).to.equal("byName.* items.*.seed secret");
	});
};
