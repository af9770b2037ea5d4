/// <reference types="@rbxts/testez/globals" />
import { s, Schema } from "../../../../src/schema";
import { Collection, defineCollection } from "../../../../src/server/collection";
import { DataMigration } from "../../../../src/server/migrate/data-migration";
import { isStoredCargo } from "../../../../src/server/transfer/cargo";
import { putCargo } from "../../../../src/server/transfer/put-cargo";
import { takeCargo } from "../../../../src/server/transfer/take-cargo";
import { DocumentForm } from "../../../../src/server/validate/document-form";
import { deepFreeze } from "../../../../src/shared/data/deep-freeze";

function formOf(schema?: Schema<object>): DocumentForm<object> {
	const collection = defineCollection<object>({ name: "C", schema, defaults: () => ({}) } as Collection<object>);
	return new DocumentForm<object>(collection, new DataMigration({ validate: () => [] }));
}

interface Data {
	coins?: number;
	items?: Record<string, unknown>;
	list?: ReadonlyArray<number>;
}

const PLAIN = formOf();
const PLACES = formOf(s.object({ homes: s.record(s.vector3()) }) as Schema<object> as never);

export = () => {
	const root = deepFreeze<Data>({ coins: 10, items: { sword: { power: 3 } }, list: [1] });

	it("an amount goes from one number to another", () => {
		const taken = takeCargo(root, PLAIN, { path: ["coins"], amount: 4 });
		if (!taken.ok) error(taken.error.message);
		expect((taken.value.edit.root as Data).coins).to.equal(6);
		const put = putCargo(deepFreeze({ coins: 1 }), PLAIN, taken.value.cargo);
		expect(put.ok && (put.value.root as Data).coins).to.equal(5);
	});

	it("an item goes with all that is in it, under its key", () => {
		const taken = takeCargo(root, PLAIN, { path: ["items"], item: "sword" });
		if (!taken.ok) error(taken.error.message);
		expect((taken.value.edit.root as Data).items!.sword).to.equal(undefined);
		const put = putCargo(deepFreeze<Data>({ items: {} }), PLAIN, taken.value.cargo);
		expect(put.ok && ((put.value.root as Data).items!.sword as { power: number }).power).to.equal(3);
	});

	it("is stored in its stored form, and is in memory again where it arrives", () => {
		const home = deepFreeze({ homes: { a: new Vector3(1, 2, 3) } });
		const taken = takeCargo(home, PLACES, { path: ["homes"], item: "a" });
		if (!taken.ok) error(taken.error.message);
		expect(typeIs(taken.value.cargo.value, "table")).to.equal(true);
		const put = putCargo(deepFreeze({ homes: {} }), PLACES, taken.value.cargo);
		if (!put.ok) error(put.error.message);
		expect((put.value.root as typeof home).homes.a).to.equal(new Vector3(1, 2, 3));
	});

	it("is not taken where it is not, nor from what is no number or no map", () => {
		const kindOf = (cargo: Parameters<typeof takeCargo>[2]) => {
			const taken = takeCargo(root, PLAIN, cargo);
			return taken.ok ? "taken" : taken.error.kind;
		};
		expect(kindOf({ path: ["coins"], amount: 11 })).to.equal("notEnough");
		expect(kindOf({ path: ["gems"], amount: 1 })).to.equal("notEnough");
		expect(kindOf({ path: ["items"], amount: 1 })).to.equal("invalidTransfer");
		expect(kindOf({ path: ["items"], item: "bow" })).to.equal("notEnough");
		expect(kindOf({ path: ["list"], item: "1" })).to.equal("invalidTransfer");
		expect(kindOf({ path: ["coins"], item: "x" })).to.equal("invalidTransfer");
		expect(kindOf({ path: ["no", "where"], item: "x" })).to.equal("invalidPath");
		expect(kindOf({ path: ["no", "where"], amount: 1 })).to.equal("invalidPath");
		for (const amount of [0, -1, 0 / 0, math.huge, "1" as never, undefined as never]) {
			expect(kindOf({ path: ["coins"], amount })).to.equal("invalidTransfer");
		}
	});

	it("is not put where something is, nor where there is no place for it", () => {
		const sword = { path: ["items"], item: "sword", value: 1 };
		expect(putCargo(root, PLAIN, sword).ok).to.equal(false);
		expect(putCargo(deepFreeze({}), PLAIN, sword).ok).to.equal(false);
		expect(putCargo(root, PLAIN, { path: ["items"], amount: 1 }).ok).to.equal(false);
		expect(putCargo(deepFreeze({ homes: {} }), PLACES, { path: ["homes"], item: "a", value: "no vector" }).ok).to.equal(
			false,
		);
	});

	it("is known as one when it comes", () => {
		expect(isStoredCargo({ path: ["coins"], amount: 1 })).to.equal(true);
		expect(isStoredCargo({ path: ["items"], item: "a", value: false })).to.equal(true);
		for (const wrong of [5, {}, { path: "coins", amount: 1 }, { path: ["coins"] }, { path: [{}], amount: 1 }]) {
			expect(isStoredCargo(wrong)).to.equal(false);
		}
		for (const amount of [0, -1, 0 / 0, math.huge, "1"])
			expect(isStoredCargo({ path: ["coins"], amount })).to.equal(false);
		expect(isStoredCargo({ path: ["items"], item: "a" })).to.equal(false);
		expect(isStoredCargo({ path: ["items"], item: "a", value: 1, amount: 1 })).to.equal(false);
	});
};
