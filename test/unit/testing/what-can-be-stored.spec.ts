/// <reference types="@rbxts/testez/globals" />
import { checkAttributes } from "../../../src/testing/data-store/check-attributes";
import { checkKey } from "../../../src/testing/data-store/check-key";
import { jsonImage, VALUE_SIZE_MAX } from "../../../src/testing/data-store/json-image";

function codeOf(call: () => unknown): string | undefined {
	const [ok, problem] = pcall(call);
	return ok ? undefined : (tostring(problem).match("^(%d+): ")[0] as string | undefined);
}

export = () => {
	// platform.md 7: storable values
	describe("a stored value", () => {
		it("is a copy, with the keys of dictionaries as text", () => {
			const image = jsonImage({ list: [1, 2], map: new Map([[10, "ten"]]), yes: true }) as {
				list: Array<number>;
				map: Map<string, string>;
				yes: boolean;
			};
			expect(image.list.size()).to.equal(2);
			expect(image.map.get("10")).to.equal("ten");
			expect(image.yes).to.equal(true);
		});

		it("may be a buffer, copied", () => {
			const source = buffer.fromstring("abc");
			const image = jsonImage(source) as buffer;
			buffer.writeu8(source, 0, 0);
			expect(buffer.tostring(image)).to.equal("abc");
		});

		it("may be infinite or not a number, since the engine takes it", () => {
			expect(jsonImage({ x: math.huge })).to.be.ok();
			expect(jsonImage({ x: 0 / 0 })).to.be.ok();
		});

		// platform.md 11: "a value the engine cannot serialise is an error, never a silent nil"
		it("is refused with code 104 when it is nothing that JSON has", () => {
			const cyclic: Record<string, unknown> = {};
			cyclic.own = cyclic;
			const mixed = new Map<unknown, unknown>([
				[1, "a"],
				["b", 2],
			]);
			const sparse = new Map<number, string>([
				[1, "a"],
				[3, "c"],
			]);
			const values = [() => undefined, coroutine.running(), game, "\xff", cyclic, mixed, sparse, { f: print }];
			for (const value of values) expect(codeOf(() => jsonImage(value))).to.equal("104");
			expect(codeOf(() => jsonImage(new Map([[{}, 1]])))).to.equal("104");
		});

		// platform.md 2: 4,194,304 characters of JSON
		it("is refused with code 105 when it is too large", () => {
			expect(codeOf(() => jsonImage(string.rep("x", VALUE_SIZE_MAX - 2)))).to.equal(undefined);
			expect(codeOf(() => jsonImage(string.rep("x", VALUE_SIZE_MAX - 1)))).to.equal("105");
			// A quotation mark takes two characters.
			expect(codeOf(() => jsonImage(string.rep('"', VALUE_SIZE_MAX / 2)))).to.equal("105");
		});
	});

	// platform.md 2: keys of 1 to 50 characters, codes 101 to 103
	it("refuses keys that are empty, too long or no text", () => {
		expect(checkKey(string.rep("k", 50))).to.be.ok();
		expect(codeOf(() => checkKey(""))).to.equal("101");
		expect(codeOf(() => checkKey(string.rep("k", 51)))).to.equal("102");
		expect(codeOf(() => checkKey(5))).to.equal("103");
	});

	// platform.md 2: metadata key 50, value 250, total 300; user ids are whole numbers
	it("refuses user ids and metadata that do not fit", () => {
		expect(checkAttributes([1, 2], { a: "b" }).userIds.size()).to.equal(2);
		expect(codeOf(() => checkAttributes(["1"], undefined))).to.equal("513");
		expect(codeOf(() => checkAttributes([1.5], undefined))).to.equal("513");
		expect(codeOf(() => checkAttributes([], { [string.rep("k", 51)]: 1 }))).to.equal("511");
		expect(codeOf(() => checkAttributes([], { k: string.rep("v", 251) }))).to.equal("511");
		expect(codeOf(() => checkAttributes([], { a: string.rep("v", 200), b: string.rep("v", 150) }))).to.equal("511");
	});
};
