/// <reference types="@rbxts/testez/globals" />
import { s, Schema } from "../../../src/schema";
import { expectFrozen, expectSame, frozen } from "../shared/data/support";

/** What was done, as `path action`, sorted. */
function deeds(schema: Schema<unknown>, value: unknown): string {
	return schema
		.sanitize(value)
		.actions.map(({ path, action }) => `${path.join(".")} ${action}`)
		.sort()
		.join(", ");
}

const player = s.object({
	coins: s.integer({ min: 0, max: 100 }).default(5),
	name: s.string({ min: 1, max: 4, trim: true }),
	items: s.array(s.object({ id: s.string(), level: s.integer({ min: 1 }).default(1) }), { max: 2 }),
	mode: s.enum(["easy", "hard"]).default("easy"),
	title: s.string({ max: 3 }).optional(),
});

export = () => {
	it("clamps, trims, drops what is unknown and fills what is missing, and says so", () => {
		const value = frozen({ coins: 250, name: "  žluťoučký ", items: [], title: 5, later: 1 });
		const { value: mended, errors } = player.sanitize(value);
		expectSame(mended, { coins: 100, name: "žluť", items: [], mode: "easy" });
		expectFrozen(mended);
		expect(errors.isEmpty()).to.equal(true);
		expect(deeds(player, value)).to.equal("coins clamped, later dropped, mode filled, name trimmed, title dropped");
	});

	it("tells what was there and what is there now", () => {
		const [deed] = s.object({ coins: s.integer({ max: 10 }) }).sanitize({ coins: 11 }).actions;
		expect(deed.before).to.equal(11);
		expect(deed.after).to.equal(10);
	});

	it("rounds to whole numbers and steps, and replaces what is no number by the default", () => {
		expect(s.integer().sanitize(2.6).value).to.equal(3);
		expect(s.number({ step: 5, max: 12 }).sanitize(13).value).to.equal(10);
		expect(s.number({ step: 5, min: 6 }).sanitize(1).value).to.equal(10);
		expect(s.number({ min: 0, max: 9 }).sanitize(math.huge).value).to.equal(9);
		expect(
			s
				.integer()
				.default(7)
				.sanitize(0 / 0).value,
		).to.equal(7);
		expect(s.integer().sanitize(0 / 0).errors[0].rule).to.equal("finite");
	});

	it("drops items that cannot be mended, closes holes and cuts what is too long", () => {
		const value = { name: "x", items: [{ id: "a" }, { level: 2 }, { id: "b", level: 0 }, { id: "c" }] };
		const { value: mended } = player.sanitize(value);
		expectSame((mended as { items: unknown }).items, [
			{ id: "a", level: 1 },
			{ id: "b", level: 1 },
		]);
		const holed = new Map([
			[1, "a"],
			[4, "b"],
		]);
		expectSame(s.array(s.string()).sanitize(holed).value, ["a", "b"]);
	});

	it("drops entries with a wrong key, and members that are none", () => {
		const prices = s.map(s.integer({ min: 0 }), s.number());
		const entries = new Map<unknown, unknown>([
			[1, 5],
			[-1, 6],
			["x", 7],
			[2, "dear"],
		]);
		expectSame(prices.sanitize(entries).value, new Map([[1, 5]]));
		expectSame(s.set(s.integer()).sanitize(new Set<unknown>([1, "a"])).value, new Set([1]));
	});

	it("never replaces a whole object because of a rule across its fields: it reports", () => {
		const schema = s
			.object({ low: s.integer().default(0), high: s.integer().default(0) })
			.refine({ name: "ordered", check: ({ low, high }) => low <= high });
		const value = { low: 5, high: 1 };
		const { value: mended, actions, errors } = schema.sanitize(value);
		expect(mended).to.equal(value);
		expect(actions.isEmpty()).to.equal(true);
		expect(errors[0].rule).to.equal("ordered");
	});

	it("gives the same reference back if all is well", () => {
		const value = { coins: 1, name: "x", items: [], mode: "hard" };
		expect(player.sanitize(value).value).to.equal(value);
	});
};
