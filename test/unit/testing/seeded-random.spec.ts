/// <reference types="@rbxts/testez/globals" />
import { SeededRandom } from "../../../src/testing";

function draws(random: SeededRandom, count = 5): string {
	const numbers = new Array<string>();
	for (let index = 0; index < count; index += 1) numbers.push("%.12f".format(random.nextNumber()));
	return numbers.join(" ");
}

export = () => {
	it("gives the same numbers for the same seed, on every machine", () => {
		expect(draws(new SeededRandom(1))).to.equal(draws(new SeededRandom(1)));
		expect(draws(new SeededRandom(1))).never.to.equal(draws(new SeededRandom(2)));
		expect(new SeededRandom(1).guid()).to.equal(new SeededRandom(1).guid());
	});

	// The numbers themselves: a change of them changes every recorded run.
	it("keeps giving the numbers that it always gave", () => {
		const random = new SeededRandom(1);
		const words = [random.nextInteger(0, 999), random.nextInteger(0, 999), random.derive("a").nextInteger(0, 999)];
		expect(words.join(" ")).to.equal("485 7 621");
	});

	it("says true as often as it is told", () => {
		const random = new SeededRandom(6);
		let count = 0;
		for (let index = 0; index < 10_000; index += 1) if (random.chance(0.25)) count += 1;
		expect(count > 2300 && count < 2700).to.equal(true);
		expect(random.chance(0)).to.equal(false);
		expect(random.chance(1)).to.equal(true);
	});

	it("derives streams that do not move each other", () => {
		const plain = draws(new SeededRandom(1).derive("a"));
		const random = new SeededRandom(1);
		random.nextNumber();
		draws(random.derive("b"));
		expect(draws(random.derive("a"))).to.equal(plain);
		expect(draws(random.derive("b"))).never.to.equal(plain);
	});

	it("spreads its numbers evenly and keeps to the bounds", () => {
		const random = new SeededRandom(3);
		const counts = [0, 0, 0, 0, 0, 0, 0, 0, 0, 0];
		let sum = 0;
		for (let index = 0; index < 20_000; index += 1) {
			const value = random.nextInteger(0, 9);
			counts[value] += 1;
			sum += random.nextNumber();
		}
		for (const count of counts) expect(count > 1800 && count < 2200).to.equal(true);
		expect(math.abs(sum / 20_000 - 0.5) < 0.01).to.equal(true);
	});

	it("shuffles without losing anything, and picks what is there", () => {
		const random = new SeededRandom(4);
		const items = ["a", "b", "c", "d", "e"];
		const shuffled = random.shuffle(items);
		expect([...shuffled].sort((a, b) => a < b).join("")).to.equal("abcde");
		expect(items.join("")).to.equal("abcde");
		for (const _ of items) expect(items.includes(random.pick(items))).to.equal(true);
	});

	it("makes GUIDs of version 4", () => {
		const random = new SeededRandom(5);
		for (let index = 0; index < 50; index += 1) {
			const [match] = random.guid().match("^%x%x%x%x%x%x%x%x%-%x%x%x%x%-4%x%x%x%-[89ab]%x%x%x%-%x+$");
			expect(match).to.be.ok();
		}
		expect(random.guid().size()).to.equal(36);
	});
};
