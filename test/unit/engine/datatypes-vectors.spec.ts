/// <reference types="@rbxts/testez/globals" />

export = () => {
	const negated = <T>(value: T) => -(value as unknown as number) as unknown as T;

	it("are values of their own types", () => {
		expect(typeOf(new Vector3())).to.equal("Vector3");
		expect(typeOf(new Vector2())).to.equal("Vector2");
		expect(type(new Vector3())).to.equal("vector");
		expect(type(new Vector2())).to.equal("userdata");
		expect(typeIs(new Vector3(), "Vector3")).to.equal(true);
	});

	it("are equal when their numbers are", () => {
		expect(new Vector3(1, 2, 3)).to.equal(new Vector3(1, 2, 3));
		expect(new Vector3(1, 2, 3)).never.to.equal(new Vector3(1, 2, 4));
		expect(new Vector2(1, 2)).to.equal(new Vector2(1, 2));
		expect(new Vector2(1, 2)).never.to.equal(new Vector2(2, 1));
		expect((new Vector2(1, 2) as unknown) === new Vector3(1, 2, 0)).to.equal(false);
	});

	it("find the same entry of a table when they have three numbers", () => {
		const names = new Map([[new Vector3(1, 0.1, -3), "here"]]);
		expect(names.get(new Vector3(1, 0.1, -3))).to.equal("here");
		expect(names.get(new Vector3(1, 0.1, 3))).to.equal(undefined);
	});

	it("add, subtract, multiply, divide and change sign by component", () => {
		const [a, b] = [new Vector3(2, 4, 6), new Vector3(1, 2, -3)];
		expect(a.add(b)).to.equal(new Vector3(3, 6, 3));
		expect(a.sub(b)).to.equal(new Vector3(1, 2, 9));
		expect(a.mul(b)).to.equal(new Vector3(2, 8, -18));
		expect(a.div(b)).to.equal(new Vector3(2, 2, -2));
		expect(a.mul(2)).to.equal(new Vector3(4, 8, 12));
		expect(a.div(2)).to.equal(new Vector3(1, 2, 3));
		expect(a.idiv(4)).to.equal(new Vector3(0, 1, 1));
		expect(negated(b)).to.equal(new Vector3(-1, -2, 3));
		expect(new Vector2(1, 2).add(new Vector2(3, 4)).mul(2).sub(new Vector2(1, 1)).div(2)).to.equal(
			new Vector2(3.5, 5.5),
		);
		expect(negated(new Vector2(1, -2))).to.equal(new Vector2(-1, 2));
	});

	it("take a number on either side of a product, and none in a sum", () => {
		const twice = (2 as unknown as Vector3).mul(new Vector3(1, 2, 3));
		expect(twice).to.equal(new Vector3(2, 4, 6));
		expect(pcall(() => new Vector3().add(1 as unknown as Vector3))[0]).to.equal(false);
		expect(pcall(() => new Vector3().add(new Vector2() as unknown as Vector3))[0]).to.equal(false);
	});

	it("have a length and a direction", () => {
		expect(new Vector3(2, 3, 6).Magnitude).to.equal(7);
		expect(new Vector2(3, 4).Magnitude).to.equal(5);
		expect(new Vector3(0, 5, 0).Unit).to.equal(Vector3.yAxis);
		expect(new Vector2(3, 4).Unit.X).to.be.near(0.6, 1e-5);
		const nowhere = Vector3.zero.Unit;
		expect(nowhere.X === nowhere.X).to.equal(false);
	});

	it("multiply as vectors do", () => {
		const [a, b] = [new Vector3(1, 2, 3), new Vector3(4, 5, 6)];
		expect(a.Dot(b)).to.equal(32);
		expect(a.Cross(b)).to.equal(new Vector3(-3, 6, -3));
		expect(new Vector2(1, 2).Dot(new Vector2(3, 4))).to.equal(11);
		expect(new Vector2(1, 2).Cross(new Vector2(3, 4))).to.equal(-2);
	});

	it("measure the angle between them, with a sign if there is an axis", () => {
		const quarter = math.pi / 2;
		expect(Vector3.xAxis.Angle(Vector3.yAxis)).to.be.near(quarter, 1e-5);
		expect(Vector3.xAxis.Angle(Vector3.yAxis, Vector3.zAxis)).to.be.near(quarter, 1e-5);
		expect(Vector3.yAxis.Angle(Vector3.xAxis, Vector3.zAxis)).to.be.near(-quarter, 1e-5);
		expect(Vector2.yAxis.Angle(Vector2.xAxis)).to.be.near(quarter, 1e-5);
		expect(Vector2.yAxis.Angle(Vector2.xAxis, true)).to.be.near(-quarter, 1e-5);
	});

	it("go part of the way to another, and beyond", () => {
		expect(Vector3.zero.Lerp(new Vector3(2, 4, 8), 0.25)).to.equal(new Vector3(0.5, 1, 2));
		expect(Vector2.zero.Lerp(new Vector2(2, 4), 1.5)).to.equal(new Vector2(3, 6));
	});

	it("are rounded, bounded and stripped of signs by component", () => {
		const vector = new Vector3(-2.6, 5.1, 0);
		expect(vector.Floor()).to.equal(new Vector3(-3, 5, 0));
		expect(vector.Ceil()).to.equal(new Vector3(-2, 6, 0));
		expect(vector.Sign()).to.equal(new Vector3(-1, 1, 0));
		expect(new Vector3(-2, 4, -6).Abs()).to.equal(new Vector3(2, 4, 6));
		expect(new Vector3(1, 2, 1).Max(new Vector3(2, 1, 2))).to.equal(new Vector3(2, 2, 2));
		expect(new Vector3(1, 2, 1).Min(new Vector3(2, 1, 2))).to.equal(new Vector3(1, 1, 1));
	});

	it("hold numbers of 32 bits, and print them with nine digits", () => {
		expect(new Vector3(0.1, 0, 0).X === 0.1).to.equal(false);
		expect(new Vector3(0.1, 0, 0).X).to.be.near(0.1, 1e-7);
		expect(new Vector3(0.5, 0, 0).X).to.equal(0.5);
		expect(tostring(new Vector3(1, -2.5, 0.1))).to.equal("1, -2.5, 0.100000001");
		expect(tostring(new Vector2(1, 2.5))).to.equal("1, 2.5");
	});

	it("know their axes and sides by name", () => {
		expect(Vector3.FromNormalId(Enum.NormalId.Front)).to.equal(new Vector3(0, 0, -1));
		expect(Vector3.FromNormalId(Enum.NormalId.Top)).to.equal(Vector3.yAxis);
		expect(Vector3.FromAxis(Enum.Axis.X)).to.equal(Vector3.xAxis);
		expect(Vector3.one).to.equal(new Vector3(1, 1, 1));
		expect(Vector2.zero).to.equal(new Vector2());
	});

	it("never change, and have no members but their own", () => {
		const vector = new Vector3(1, 2, 3);
		const [assigned] = pcall(() => {
			(vector as unknown as Record<string, number>).X = 5;
		});
		expect(assigned).to.equal(false);
		expect(vector.X).to.equal(1);
		const [found, problem] = pcall(() => (vector as unknown as Record<string, number>).Foo);
		expect(found).to.equal(false);
		expect(tostring(problem).find("Foo is not a valid member of Vector3", 1, true)[0] !== undefined).to.equal(true);
	});
};
