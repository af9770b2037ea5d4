/// <reference types="@rbxts/testez/globals" />
import { s } from "../../../src/schema";
import { WireSchema } from "../../../src/wire/wire-schema";
import { frozen } from "../shared/data/support";
import { changesOf, sizeOfBytes } from "./support";

interface Item {
	readonly id: string;
	readonly amount: number;
}

const SCHEMA = s.object({
	coins: s.integer({ min: 0 }),
	inventory: s.array(s.object({ id: s.string(), amount: s.integer({ min: 0 }) })),
});

function items(): Array<Item> {
	const made = new Array<Item>();
	for (const index of $range(1, 100)) made.push({ id: "sword_%03d".format(index), amount: (index % 9) + 1 });
	return made;
}

export = () => {
	const wire = new WireSchema(SCHEMA.node, "owner");
	const inventory = frozen(items());
	const root = frozen({ coins: 1000, inventory });

	function bytesOfChange(after: object): number {
		const { count, bytes } = changesOf(wire, root, frozen(after));
		expect(count).to.equal(1);
		return buffer.len(bytes);
	}

	it("a coin more takes 3 bytes", () => {
		expect(bytesOfChange({ coins: 1001, inventory })).to.equal(3);
	});

	it("another amount of one item among 100 takes 3 bytes", () => {
		const changed = inventory.map((item, index) => (index === 56 ? { ...item, amount: item.amount + 1 } : item));
		expect(bytesOfChange({ coins: 1000, inventory: changed })).to.equal(3);
	});

	it("a new item in front of 100 takes 11 bytes", () => {
		expect(bytesOfChange({ coins: 1000, inventory: [{ id: "sword_101", amount: 4 }, ...inventory] })).to.equal(11);
	});

	it("a whole document of 100 items takes less than 950 bytes", () => {
		expect(sizeOfBytes((writer) => wire.writeRoot(writer, root)) <= 950).to.equal(true);
	});
};
