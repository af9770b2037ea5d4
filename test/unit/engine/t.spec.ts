/// <reference types="@rbxts/testez/globals" />
import { t } from "@rbxts/t";

/*
 * The type checker that most roblox-ts games guard their remotes with, unmodified: it asks the engine what things are.
 */

export = () => {
	it("takes an interface by its fields, and more unless it is strict", () => {
		const item = { id: t.string, amount: t.integer };
		const [open, strict] = [t.interface(item), t.strictInterface(item)];
		expect(open({ id: "sword", amount: 2 })).to.equal(true);
		expect(open({ id: "sword", amount: 2, rare: true })).to.equal(true);
		expect(strict({ id: "sword", amount: 2 })).to.equal(true);
		expect(strict({ id: "sword", amount: 2, rare: true })).to.equal(false);
		expect(open({ id: "sword", amount: 2.5 })).to.equal(false);
		expect(open({ id: "sword" })).to.equal(false);
		expect(open("sword")).to.equal(false);
	});

	it("takes any of a union, all of an intersection, and nothing where it is optional", () => {
		const idOrName = t.union(t.integer, t.string);
		expect(idOrName(5)).to.equal(true);
		expect(idOrName("five")).to.equal(true);
		expect(idOrName(5.5)).to.equal(false);
		expect(idOrName(undefined)).to.equal(false);
		const both = t.intersection(t.interface({ a: t.number }), t.interface({ b: t.number }));
		expect(both({ a: 1, b: 2 })).to.equal(true);
		expect(both({ a: 1 })).to.equal(false);
		expect(t.optional(idOrName)(undefined)).to.equal(true);
		expect(t.optional(idOrName)(false)).to.equal(false);
	});

	it("tells numbers from what only looks like one", () => {
		const share = t.numberConstrained(0, 1);
		expect(share(0.5)).to.equal(true);
		expect(share(1.01)).to.equal(false);
		expect(share(0 / 0)).to.equal(false);
		expect(t.number(0 / 0)).to.equal(false);
		expect(t.nan(0 / 0)).to.equal(true);
		expect(t.number("1")).to.equal(false);
	});

	it("looks into arrays, maps and literals", () => {
		const bag = t.array(t.literal("sword", "shield"));
		expect(bag(["sword", "shield"])).to.equal(true);
		expect(bag(["sword", "spoon"])).to.equal(false);
		expect(bag({ first: "sword" })).to.equal(false);
		const prices = t.map(t.string, t.numberPositive);
		expect(prices(new Map([["sword", 5]]))).to.equal(true);
		expect(prices(new Map([["sword", -5]]))).to.equal(false);
	});

	it("knows the engine's datatypes apart", () => {
		expect(t.Vector3(new Vector3(1, 2, 3))).to.equal(true);
		expect(t.Vector3(new Vector2(1, 2))).to.equal(false);
		expect(t.Vector3({ X: 1, Y: 2, Z: 3 })).to.equal(false);
		expect(t.Vector2(new Vector2(1, 2))).to.equal(true);
		expect(t.CFrame(new CFrame(1, 2, 3))).to.equal(true);
		expect(t.Color3(Color3.fromRGB(1, 2, 3))).to.equal(true);
		expect(t.Color3("red")).to.equal(false);
		expect(t.DateTime(DateTime.now())).to.equal(true);
		expect(t.UDim2(new UDim2())).to.equal(true);
		expect(t.buffer(buffer.create(1))).to.equal(true);
	});

	it("knows enum items, and of which enum they are", () => {
		const material = t.enum(Enum.Material);
		expect(material(Enum.Material.Grass)).to.equal(true);
		expect(material(Enum.NormalId.Top)).to.equal(false);
		expect(material("Grass")).to.equal(false);
		expect(t.EnumItem(Enum.Material.Grass)).to.equal(true);
		expect(t.Enum(Enum.Material)).to.equal(true);
	});

	it("knows signals, connections, threads and functions", () => {
		const bindable = new Instance("BindableEvent");
		expect(t.RBXScriptSignal(bindable.Event)).to.equal(true);
		const connection = bindable.Event.Connect(() => {});
		expect(t.RBXScriptConnection(connection)).to.equal(true);
		expect(t.RBXScriptSignal(connection)).to.equal(false);
		expect(t.thread(coroutine.running())).to.equal(true);
		expect(t.callback(() => {})).to.equal(true);
		expect(t.callback(bindable)).to.equal(false);
		bindable.Destroy();
	});

	describe("instances", () => {
		let folder: Folder;
		let value: IntValue;

		beforeEach(() => {
			folder = new Instance("Folder");
			value = new Instance("IntValue");
			value.Name = "Coins";
			value.Parent = folder;
		});

		afterEach(() => folder.Destroy());

		it("are told from everything else", () => {
			expect(t.Instance(folder)).to.equal(true);
			expect(t.Instance({ ClassName: "Folder" })).to.equal(false);
			expect(t.Instance("Folder")).to.equal(false);
		});

		it("have exactly one class, and are all that it inherits from", () => {
			expect(t.instanceOf("IntValue")(value)).to.equal(true);
			expect(t.instanceOf("ValueBase")(value)).to.equal(false);
			expect(t.instanceIsA("IntValue")(value)).to.equal(true);
			expect(t.instanceIsA("ValueBase")(value)).to.equal(true);
			expect(t.instanceIsA("Instance")(value)).to.equal(true);
			expect(t.instanceIsA("Folder")(value)).to.equal(false);
			expect(t.instanceIsA("ValueBase")({})).to.equal(false);
		});

		it("are checked with their children", () => {
			const wallet = t.instanceIsA("Folder", { Coins: t.instanceIsA("ValueBase") });
			expect(wallet(folder)).to.equal(true);
			value.Name = "Gems";
			expect(wallet(folder)).to.equal(false);
			value.Name = "Coins";
			expect(t.children({ Coins: t.instanceOf("StringValue") })(folder)).to.equal(false);
		});
	});
};
