/// <reference types="@rbxts/testez/globals" />

export = () => {
	const draw = (random: Random, count = 20) => {
		const drawn = new Array<number>();
		for (const _ of $range(1, count)) drawn.push(random.NextInteger(1, 1000));
		return drawn.join(" ");
	};

	it("draws the same numbers from the same seed, and others from another", () => {
		expect(typeOf(new Random(5))).to.equal("Random");
		expect(draw(new Random(5))).to.equal(draw(new Random(5)));
		expect(draw(new Random(5))).to.equal(draw(new Random(5.9)));
		expect(draw(new Random(5))).never.to.equal(draw(new Random(6)));
		expect(draw(new Random(5))).never.to.equal(draw(new Random(-5)));
		expect(draw(new Random())).never.to.equal(draw(new Random()));
	});

	it("goes on from a copy as from the original", () => {
		const random = new Random(7);
		draw(random);
		const copy = random.Clone();
		expect(draw(copy)).to.equal(draw(random));
		draw(copy);
		expect(draw(copy)).never.to.equal(draw(random));
	});

	it("draws integers with both ends, and none from an empty interval", () => {
		const random = new Random(1);
		const seen = new Set<number>();
		for (const _ of $range(1, 200)) seen.add(random.NextInteger(-1, 2));
		expect(seen.size()).to.equal(4);
		expect(seen.has(-1) && seen.has(2)).to.equal(true);
		expect(random.NextInteger(4, 4)).to.equal(4);
		expect(pcall(() => random.NextInteger(2, 1))[0]).to.equal(false);
		const large = random.NextInteger(0, 2 ** 52);
		expect(large === math.floor(large)).to.equal(true);
	});

	it("draws numbers below the upper end", () => {
		const random = new Random(2);
		for (const _ of $range(1, 200)) {
			const [part, ranged] = [random.NextNumber(), random.NextNumber(-3, 5)];
			expect(part >= 0 && part < 1).to.equal(true);
			expect(ranged >= -3 && ranged < 5).to.equal(true);
		}
	});

	it("draws directions", () => {
		const random = new Random(3);
		for (const _ of $range(1, 50)) expect(random.NextUnitVector().Magnitude).to.be.near(1, 1e-5);
	});

	it("shuffles a list in place, as the seed says", () => {
		const ordered = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10];
		const [list, again] = [[...ordered], [...ordered]];
		new Random(4).Shuffle(list);
		new Random(4).Shuffle(again);
		expect(list.join(" ")).to.equal(again.join(" "));
		expect(list.join(" ")).never.to.equal(ordered.join(" "));
		expect([...list].sort((a, b) => a < b).join(" ")).to.equal(ordered.join(" "));
	});
};
