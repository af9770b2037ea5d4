/// <reference types="@rbxts/testez/globals" />

export = () => {
	describe("BrickColor", () => {
		it("is known by its number and by its name", () => {
			const red = new BrickColor("Bright red");
			expect(typeOf(red)).to.equal("BrickColor");
			expect(red.Number).to.equal(21);
			expect(new BrickColor(21)).to.equal(red);
			expect(BrickColor.Red()).to.equal(red);
			expect(red).never.to.equal(BrickColor.Blue());
			expect(tostring(red)).to.equal("Bright red");
			expect(red.Color).to.equal(Color3.fromRGB(196, 40, 28));
			expect(red.r).to.be.near(196 / 255, 1e-6);
		});

		it("is medium stone grey where there is no such colour", () => {
			expect(new BrickColor(4).Name).to.equal("Medium stone grey");
			expect(new BrickColor("No such colour" as "White").Number).to.equal(194);
		});

		it("is the nearest one to a colour, and one of the palette", () => {
			expect(new BrickColor(1, 0, 0).Name).to.equal("Really red");
			expect(new BrickColor(new Color3(0, 0, 0.01)).Name).to.equal("Really black");
			expect(BrickColor.palette(0).Name).to.equal("Earth green");
			expect(BrickColor.palette(127).Name).to.equal("Really black");
			expect(pcall(() => BrickColor.palette(128))[0]).to.equal(false);
			expect(typeOf(BrickColor.random())).to.equal("BrickColor");
		});
	});

	describe("NumberSequence", () => {
		it("has a number, two, or keypoints", () => {
			const sequence = new NumberSequence(1, 3);
			expect(typeOf(sequence)).to.equal("NumberSequence");
			expect(sequence.Keypoints.size()).to.equal(2);
			expect(sequence.Keypoints[1]).to.equal(new NumberSequenceKeypoint(1, 3));
			expect(new NumberSequence(2)).to.equal(new NumberSequence(2, 2));
			expect(new NumberSequence([new NumberSequenceKeypoint(0, 1), new NumberSequenceKeypoint(1, 3, 0)])).to.equal(
				sequence,
			);
			expect(typeOf(sequence.Keypoints[0])).to.equal("NumberSequenceKeypoint");
			expect(tostring(new NumberSequence(1, 3))).to.equal("0 1 0 1 3 0 ");
		});

		it("goes from 0 to 1, in order", () => {
			const point = (time: number) => new NumberSequenceKeypoint(time, 1);
			for (const times of [[0], [0, 0.5], [0.5, 1], [0, 0.7, 0.3, 1]]) {
				expect(pcall(() => new NumberSequence(times.map(point)))[0]).to.equal(false);
			}
			expect(new NumberSequence([0, 0.3, 0.3, 1].map(point)).Keypoints.size()).to.equal(4);
		});
	});

	it("give a ColorSequence its colours", () => {
		const [red, blue] = [new Color3(1, 0, 0), new Color3(0, 0, 1)];
		const sequence = new ColorSequence(red, blue);
		expect(typeOf(sequence)).to.equal("ColorSequence");
		expect(sequence.Keypoints[1].Value).to.equal(blue);
		expect(new ColorSequence([new ColorSequenceKeypoint(0, red), new ColorSequenceKeypoint(1, blue)])).to.equal(
			sequence,
		);
		expect(new ColorSequence(red)).to.equal(new ColorSequence(red, red));
		expect(typeOf(sequence.Keypoints[0])).to.equal("ColorSequenceKeypoint");
		expect(tostring(sequence)).to.equal("0 1 0 0 0 1 0 0 1 0 ");
	});

	it("give a TweenInfo what it was made with, and defaults", () => {
		const info = new TweenInfo();
		expect(typeOf(info)).to.equal("TweenInfo");
		expect(info.Time).to.equal(1);
		expect(info.EasingStyle).to.equal(Enum.EasingStyle.Quad);
		expect(info.EasingDirection).to.equal(Enum.EasingDirection.Out);
		expect(info.RepeatCount).to.equal(0);
		expect(info.Reverses).to.equal(false);
		const other = new TweenInfo(2, Enum.EasingStyle.Linear, Enum.EasingDirection.In, 3, true, 0.5);
		expect(other.DelayTime).to.equal(0.5);
		expect(tostring(other)).to.equal(
			"Time:2 DelayTime:0.5 RepeatCount:3 Reverses:True EasingDirection:In EasingStyle:Linear",
		);
		expect(pcall(() => new TweenInfo(1, Enum.KeyCode.A as never))[0]).to.equal(false);
	});

	it("can be attributes", () => {
		const folder = new Instance("Folder");
		folder.SetAttribute("color", new BrickColor(21));
		folder.SetAttribute("sequence", new NumberSequence(1));
		expect(folder.GetAttribute("color")).to.equal(new BrickColor(21));
		expect(folder.GetAttribute("sequence")).to.equal(new NumberSequence(1));
		folder.Destroy();
	});
};
