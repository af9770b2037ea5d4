/// <reference types="@rbxts/testez/globals" />

export = () => {
	let folder: Folder;

	beforeEach(() => {
		folder = new Instance("Folder");
	});

	afterEach(() => folder.Destroy());

	it("are kept as attributes, and an equal one is no change", () => {
		let changes = 0;
		folder.GetAttributeChangedSignal("at").Connect(() => {
			changes += 1;
		});
		folder.SetAttribute("at", new Vector3(1, 2, 3));
		folder.SetAttribute("at", new Vector3(1, 2, 3));
		folder.SetAttribute("color", Color3.fromRGB(1, 2, 3));
		folder.SetAttribute("size", new UDim2(1, 2, 3, 4));
		folder.SetAttribute("range", new NumberRange(1, 2));
		task.wait();
		expect(changes).to.equal(1);
		const copy = folder.Clone();
		expect(copy.GetAttribute("at")).to.equal(new Vector3(1, 2, 3));
		expect(copy.GetAttribute("color")).to.equal(Color3.fromRGB(1, 2, 3));
		expect(copy.GetAttribute("size")).to.equal(new UDim2(1, 2, 3, 4));
		expect(copy.GetAttribute("range")).to.equal(new NumberRange(1, 2));
		copy.Destroy();
	});

	it("are not all kept as attributes", () => {
		const refuses = (value: unknown) => !pcall(() => folder.SetAttribute("wrong", value as AttributeValue))[0];
		expect(refuses(DateTime.now())).to.equal(true);
		expect(refuses(new Random())).to.equal(true);
		expect(refuses(folder)).to.equal(true);
		expect(refuses({})).to.equal(true);
	});

	it("are held by value objects of their type, and of no other", () => {
		const position = new Instance("Vector3Value");
		const frame = new Instance("CFrameValue");
		const color = new Instance("Color3Value");
		expect(position.Value).to.equal(Vector3.zero);
		expect(frame.Value).to.equal(CFrame.identity);
		const told = new Array<string>();
		position.Changed.Connect((value) => told.push(tostring(value)));
		position.Value = new Vector3(1, 2, 3);
		position.Value = new Vector3(1, 2, 3);
		frame.Value = new CFrame(4, 5, 6);
		color.Value = new Color3(1, 0.5, 0);
		task.wait();
		expect(told.join("|")).to.equal("1, 2, 3");
		expect(frame.Value.Y).to.equal(5);
		expect(color.Value.G).to.equal(0.5);
		expect(
			pcall(() => {
				(position as { Value: unknown }).Value = "1, 2, 3";
			})[0],
		).to.equal(false);
	});

	it("pass through events as they are", () => {
		const bindable = new Instance("BindableEvent");
		let heard: Vector3 | undefined;
		bindable.Event.Connect((value: Vector3) => {
			heard = value;
		});
		bindable.Fire(new Vector3(1, 2, 3));
		task.wait();
		expect(heard).to.equal(new Vector3(1, 2, 3));
		bindable.Destroy();
	});
};
