/// <reference types="@rbxts/testez/globals" />

export = () => {
	describe("Color3", () => {
		it("is made from parts of one, bytes or hexadecimal digits", () => {
			const orange = Color3.fromRGB(255, 170, 0);
			expect(typeOf(orange)).to.equal("Color3");
			expect(Color3.fromHex("#FFAA00")).to.equal(orange);
			expect(Color3.fromHex("fa0")).to.equal(orange);
			expect(orange.ToHex()).to.equal("ffaa00");
			expect(new Color3(1, 0.5, 0).G).to.equal(0.5);
			expect(new Color3()).to.equal(Color3.fromRGB(0, 0, 0));
			expect(pcall(() => Color3.fromHex("no color"))[0]).to.equal(false);
		});

		it("has a hue, a saturation and a value", () => {
			expect(Color3.fromHSV(0, 0, 1)).to.equal(new Color3(1, 1, 1));
			expect(Color3.fromHSV(0.5, 1, 1).ToHex()).to.equal("00ffff");
			const [hue, saturation, value] = Color3.fromRGB(0, 0, 128).ToHSV();
			expect(hue).to.be.near(2 / 3, 1e-5);
			expect(saturation).to.be.near(1, 1e-5);
			expect(value).to.be.near(128 / 255, 1e-5);
		});

		it("mixes with another, and prints short numbers", () => {
			const grey = new Color3(1, 1, 1).Lerp(new Color3(0, 0, 0), 0.5);
			expect(grey).to.equal(new Color3(0.5, 0.5, 0.5));
			expect(tostring(new Color3(1, 0.5, 0))).to.equal("1, 0.5, 0");
			expect(tostring(Color3.fromRGB(255, 100, 50))).to.equal("1, 0.392157, 0.196078");
		});
	});

	describe("UDim2", () => {
		it("is a share and pixels for each direction", () => {
			const size = new UDim2(0.5, 10, 1, -20);
			expect(typeOf(size)).to.equal("UDim2");
			expect(typeOf(size.X)).to.equal("UDim");
			expect(size.X).to.equal(new UDim(0.5, 10));
			expect(size.Height.Offset).to.equal(-20);
			expect(new UDim2(new UDim(0.5, 10), new UDim(1, -20))).to.equal(size);
			expect(UDim2.fromScale(0.5, 1).add(UDim2.fromOffset(10, -20))).to.equal(size);
			expect(size.sub(size)).to.equal(new UDim2());
			expect(size.X.add(new UDim(0.5, 5))).to.equal(new UDim(1, 15));
			expect(new UDim2().Lerp(size, 0.5)).to.equal(new UDim2(0.25, 5, 0.5, -10));
		});

		it("prints its parts in braces", () => {
			expect(tostring(new UDim2(0.5, 10, 1, -20))).to.equal("{0.5, 10}, {1, -20}");
			expect(tostring(new UDim(0.25, 3))).to.equal("0.25, 3");
		});
	});

	it("give rectangles their corners and sides", () => {
		const rect = new Rect(1, 2, 5, 10);
		expect(typeOf(rect)).to.equal("Rect");
		expect(rect).to.equal(new Rect(new Vector2(1, 2), new Vector2(5, 10)));
		expect(rect.Min).to.equal(new Vector2(1, 2));
		expect(rect.Max).to.equal(new Vector2(5, 10));
		expect(rect.Width).to.equal(4);
		expect(rect.Height).to.equal(8);
		expect(tostring(rect)).to.equal("1, 2, 5, 10");
	});

	it("give ranges two ends in order", () => {
		const range = new NumberRange(1, 5);
		expect(typeOf(range)).to.equal("NumberRange");
		expect(range.Min).to.equal(1);
		expect(range.Max).to.equal(5);
		expect(new NumberRange(3)).to.equal(new NumberRange(3, 3));
		expect(pcall(() => new NumberRange(5, 1))[0]).to.equal(false);
	});
};
