/// <reference types="@rbxts/testez/globals" />

export = () => {
	let folder: Folder;

	beforeEach(() => {
		folder = new Instance("Folder");
	});

	afterEach(() => folder.Destroy());

	it("are found by name and class, below whatever they were put", () => {
		const inner = new Instance("Folder");
		inner.Name = "inner";
		const value = new Instance("IntValue");
		value.Name = "value";
		value.Parent = inner;
		inner.Parent = folder;
		expect(folder.FindFirstChild("inner")).to.equal(inner);
		expect(folder.FindFirstChild("value")).to.equal(undefined);
		expect(folder.FindFirstChild("value", true)).to.equal(value);
		expect(inner.FindFirstChildOfClass("IntValue")).to.equal(value);
		expect(inner.FindFirstChildWhichIsA("ValueBase")).to.equal(value);
		expect(value.FindFirstAncestor(folder.Name)).to.equal(folder);
		expect(value.IsDescendantOf(folder)).to.equal(true);
		expect(folder.GetDescendants().size()).to.equal(2);
		folder.Name = "top";
		expect(value.GetFullName()).to.equal("top.inner.value");
	});

	it("tell of properties, attributes and children that change", () => {
		const told = new Array<string>();
		folder.GetPropertyChangedSignal("Name").Connect(() => told.push(`name ${folder.Name}`));
		folder.GetAttributeChangedSignal("level").Connect(() => told.push(`level ${folder.GetAttribute("level")}`));
		folder.ChildAdded.Connect((child) => told.push(`child ${child.Name}`));
		folder.ChildRemoved.Connect((child) => told.push(`gone ${child.Name}`));
		folder.Name = "new";
		folder.SetAttribute("level", 3);
		folder.SetAttribute("level", 3);
		const child = new Instance("Folder");
		child.Parent = folder;
		child.Parent = undefined;
		task.wait();
		expect(told.join("|")).to.equal("name new|level 3|child Folder|gone Folder");
	});

	it("wait for a child that is yet to come, and give up when told to", () => {
		task.delay(0.05, () => {
			const child = new Instance("Folder");
			child.Name = "late";
			child.Parent = folder;
		});
		expect(folder.WaitForChild("late").Name).to.equal("late");
		expect(folder.WaitForChild("never", 0.1)).to.equal(undefined);
	});

	it("are copied with what is below them, and without a parent", () => {
		const value = new Instance("StringValue");
		value.Value = "text";
		value.SetAttribute("mark", true);
		value.Parent = folder;
		const copy = folder.Clone();
		const copied = copy.FindFirstChildOfClass("StringValue")!;
		expect(copy.Parent).to.equal(undefined);
		expect(copied).never.to.equal(value);
		expect(copied.Value).to.equal("text");
		expect(copied.GetAttribute("mark")).to.equal(true);
		copy.Destroy();
	});

	it("cannot be put anywhere once they are destroyed, nor into themselves", () => {
		const child = new Instance("Folder");
		child.Parent = folder;
		expect(
			pcall(() => {
				folder.Parent = child;
			})[0],
		).to.equal(false);
		child.Destroy();
		expect(folder.GetChildren().size()).to.equal(0);
		expect(
			pcall(() => {
				child.Parent = folder;
			})[0],
		).to.equal(false);
	});

	it("have no members that they do not have", () => {
		const [read, problem] = pcall(() => (folder as unknown as { nope: unknown }).nope);
		expect(read).to.equal(false);
		expect(tostring(problem).find("nope is not a valid member of Folder", 1, true)[0]).to.be.ok();
		expect(
			pcall(() => {
				(folder as unknown as { nope: unknown }).nope = 1;
			})[0],
		).to.equal(false);
	});

	it("are of the engine's own type", () => {
		expect(typeOf(folder)).to.equal("Instance");
		expect(type(folder)).to.equal("userdata");
		expect(typeOf(folder.ChildAdded)).to.equal("RBXScriptSignal");
		expect(typeOf(Enum.KeyCode.A)).to.equal("EnumItem");
		expect(Enum.KeyCode.A).to.equal(Enum.KeyCode.A);
		expect(Enum.KeyCode.A.Name).to.equal("A");
	});
};
