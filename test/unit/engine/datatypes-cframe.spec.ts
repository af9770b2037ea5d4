/// <reference types="@rbxts/testez/globals" />

export = () => {
	const turned = CFrame.Angles(0.3, -1.2, 2.1);
	const placed = new CFrame(1, 2, 3).mul(turned);

	it("are equal when all their numbers are", () => {
		expect(typeOf(placed)).to.equal("CFrame");
		expect(new CFrame(1, 2, 3)).to.equal(new CFrame(new Vector3(1, 2, 3)));
		expect(new CFrame()).to.equal(CFrame.identity);
		expect(new CFrame(1, 2, 3)).never.to.equal(CFrame.identity);
	});

	it("print their position and then their rotation row by row", () => {
		expect(tostring(new CFrame(1, 2.5, -3))).to.equal("1, 2.5, -3, 1, 0, 0, 0, 1, 0, 0, 0, 1");
	});

	it("are made from the twelve numbers that they give", () => {
		const [x, y, z, a, b, c, d, e, f, g, h, i] = placed.GetComponents();
		expect(new CFrame(x, y, z, a, b, c, d, e, f, g, h, i)).to.equal(placed);
		expect(placed.Position).to.equal(new Vector3(1, 2, 3));
		expect(placed.X + placed.Y + placed.Z).to.equal(6);
		expect(placed.RightVector).to.equal(new Vector3(a, d, g));
		expect(placed.UpVector).to.equal(new Vector3(b, e, h));
		expect(placed.ZVector).to.equal(new Vector3(c, f, i));
		expect(placed.LookVector).to.equal(placed.ZVector.mul(-1));
		expect(placed.Rotation.Position).to.equal(Vector3.zero);
	});

	it("are made from a quaternion", () => {
		const half = math.sqrt(0.5);
		const quarter = new CFrame(1, 2, 3, 0, half, 0, half);
		expect(quarter.FuzzyEq(new CFrame(1, 2, 3).mul(CFrame.Angles(0, math.pi / 2, 0)))).to.equal(true);
	});

	it("are made from the columns of a rotation, the third of which may be left out", () => {
		const { RightVector, UpVector, ZVector, Position } = placed;
		expect(CFrame.fromMatrix(Position, RightVector, UpVector, ZVector)).to.equal(placed);
		expect(CFrame.fromMatrix(Position, RightVector, UpVector).FuzzyEq(placed)).to.equal(true);
	});

	it("turn around x, then y, then z, or in another order", () => {
		const [x, y, z] = [CFrame.Angles(0.3, 0, 0), CFrame.Angles(0, -1.2, 0), CFrame.Angles(0, 0, 2.1)];
		expect(turned.FuzzyEq(x.mul(y).mul(z))).to.equal(true);
		expect(CFrame.fromOrientation(0.3, -1.2, 2.1).FuzzyEq(y.mul(x).mul(z))).to.equal(true);
		const [a, b, c] = turned.ToEulerAnglesXYZ();
		expect(new Vector3(a, b, c).FuzzyEq(new Vector3(0.3, -1.2, 2.1))).to.equal(true);
		const [d, e, f] = CFrame.fromEulerAnglesYXZ(0.3, -1.2, 2.1).ToOrientation();
		expect(new Vector3(d, e, f).FuzzyEq(new Vector3(0.3, -1.2, 2.1))).to.equal(true);
		const upwards = CFrame.Angles(math.pi / 2, 0, 0).LookVector;
		expect(upwards.FuzzyEq(Vector3.yAxis)).to.equal(true);
	});

	it("turn around any axis, and tell which one", () => {
		const axis = new Vector3(1, 2, 2).Unit;
		const [found, angle] = CFrame.fromAxisAngle(axis, 1.25).ToAxisAngle();
		expect(found.FuzzyEq(axis)).to.equal(true);
		expect(angle).to.be.near(1.25, 1e-5);
		expect(CFrame.fromAxisAngle(Vector3.xAxis, 0.3).FuzzyEq(CFrame.Angles(0.3, 0, 0))).to.equal(true);
	});

	it("look at a point", () => {
		const from = new Vector3(1, 2, 3);
		const there = new Vector3(4, 6, 3);
		const looking = CFrame.lookAt(from, there);
		expect(looking.Position).to.equal(from);
		expect(looking.LookVector.FuzzyEq(new Vector3(0.6, 0.8, 0))).to.equal(true);
		expect(looking.RightVector.FuzzyEq(Vector3.zAxis)).to.equal(true);
		expect(new CFrame(from, there).FuzzyEq(looking)).to.equal(true);
		expect(CFrame.lookAlong(from, new Vector3(3, 4, 0)).FuzzyEq(looking)).to.equal(true);
	});

	it("undo themselves by their inverse", () => {
		expect(placed.mul(placed.Inverse()).FuzzyEq(CFrame.identity)).to.equal(true);
		expect(placed.Inverse().mul(placed.Position).FuzzyEq(Vector3.zero)).to.equal(true);
	});

	it("carry points, directions and frames into their space and out of it", () => {
		const point = new Vector3(-4, 5, 0.5);
		const other = new CFrame(7, 8, 9).mul(CFrame.Angles(1, 0, 0));
		expect(placed.mul(point)).to.equal(placed.PointToWorldSpace(point));
		expect(placed.PointToObjectSpace(placed.mul(point)).FuzzyEq(point)).to.equal(true);
		expect(placed.VectorToWorldSpace(point).add(placed.Position).FuzzyEq(placed.mul(point))).to.equal(true);
		expect(placed.VectorToObjectSpace(placed.LookVector).FuzzyEq(new Vector3(0, 0, -1))).to.equal(true);
		expect(placed.ToWorldSpace(other)).to.equal(placed.mul(other));
		expect(placed.ToObjectSpace(placed.mul(other)).FuzzyEq(other, 1e-4)).to.equal(true);
	});

	it("move by a vector without turning", () => {
		const moved = placed.add(new Vector3(1, 1, 1));
		expect(moved.Position).to.equal(new Vector3(2, 3, 4));
		expect(moved.Rotation).to.equal(placed.Rotation);
		expect(moved.sub(new Vector3(1, 1, 1))).to.equal(placed);
	});

	it("go part of the way to another, turning evenly", () => {
		const goal = new CFrame(2, 4, 6).mul(CFrame.Angles(0, 1, 0));
		const middle = CFrame.identity.Lerp(goal, 0.5);
		expect(middle.FuzzyEq(new CFrame(1, 2, 3).mul(CFrame.Angles(0, 0.5, 0)))).to.equal(true);
		expect(CFrame.identity.Lerp(goal, 1).FuzzyEq(goal)).to.equal(true);
	});

	it("never change, and have no members but their own", () => {
		expect(
			pcall(() => {
				(placed as unknown as Record<string, number>).X = 5;
			})[0],
		).to.equal(false);
		const [found, problem] = pcall(() => (placed as unknown as Record<string, number>).Foo);
		expect(found).to.equal(false);
		expect(tostring(problem).find("Foo is not a valid member of CFrame", 1, true)[0] !== undefined).to.equal(true);
	});
};
