/// <reference types="@rbxts/testez/globals" />
import { checkAttributes } from "../../../src/testing/data-store/check-attributes";
import { checkKey } from "../../../src/testing/data-store/check-key";
import { jsonImage, VALUE_SIZE_MAX } from "../../../src/testing/data-store/json-image";

function problemOf(call: () => unknown): string | undefined {
	const [ok, problem] = pcall(call);
	return ok ? undefined : tostring(problem);
}

function codeOf(call: () => unknown): string | undefined {
	return problemOf(call)?.match("^(%d+): ")[0] as string | undefined;
}

function nested(depth: number): object {
	let value: object = {};
	for (let level = 1; level <= depth; level += 1) value = { value };
	return value;
}

export = () => {
	// platform.md 7: storable values
	describe("a stored value", () => {
		it("is a copy, deeply frozen", () => {
			const source = { list: [1, 2], yes: true };
			const image = jsonImage(source).value as typeof source;
			source.list.push(3);
			expect(image.list.size()).to.equal(2);
			expect(image.yes).to.equal(true);
			expect(table.isfrozen(image) && table.isfrozen(image.list)).to.equal(true);
		});

		// "Numeric keys become strings when #t==0"
		it("has text for the keys of a dictionary, and numbers only for those of an array", () => {
			const keyed = jsonImage(new Map([[10, "ten"]])).value as Map<string, string>;
			expect(keyed.get("10")).to.equal("ten");
			expect((keyed as unknown as Map<number, string>).get(10)).to.equal(undefined);
			const fractions = jsonImage(new Map([[1.5, "x"]])).value as Map<string, string>;
			expect(fractions.get("1.5")).to.equal("x");
			expect((jsonImage(["x"]).value as Array<string>)[0]).to.equal("x");
		});

		it("may hold one table in two places, and be deep", () => {
			const shared = { n: 1 };
			const image = jsonImage({ a: shared, b: shared }).value as { a: object; b: object };
			expect(image.a).never.to.equal(image.b);
			expect(jsonImage(nested(300)).value).to.be.ok();
		});

		it("has no metatable", () => {
			const source = setmetatable({ own: 1 }, { __index: () => "inherited" });
			expect(getmetatable(jsonImage(source).value as object)).to.equal(undefined);
		});

		it("may be a buffer, copied", () => {
			const source = buffer.fromstring("abc");
			const image = jsonImage({ source }).value as { source: buffer };
			buffer.writeu8(source, 0, 0);
			expect(buffer.tostring(image.source)).to.equal("abc");
		});

		it("may be infinite or not a number, since the engine takes it", () => {
			expect((jsonImage([math.huge]).value as Array<number>)[0]).to.equal(math.huge);
			const notANumber = jsonImage(0 / 0).value;
			expect(notANumber === notANumber).to.equal(false);
		});

		// platform.md 11: "a value the engine cannot serialise is an error, never a silent nil"
		it("is refused with code 104 when it is nothing that JSON has", () => {
			const cyclic: Record<string, unknown> = {};
			cyclic.own = { deeper: cyclic };
			const values = [() => undefined, coroutine.running(), game, "\xff", { ["\xff"]: 1 }, cyclic, { f: print }];
			for (const value of values) expect(codeOf(() => jsonImage(value))).to.equal("104");
			expect(codeOf(() => jsonImage(undefined))).to.equal("104");
		});

		it("is refused with code 104 when it is a table that is mixed, sparse or keyed by anything else", () => {
			const keys: Array<Array<unknown>> = [[1, "b"], [5, "b"], [1, 3], [1, 2, 2.5], [true], [{}]];
			for (const each of keys) {
				const source = new Map<unknown, number>();
				for (const key of each) source.set(key, 1);
				expect(codeOf(() => jsonImage(source))).to.equal("104");
				expect(codeOf(() => jsonImage({ inside: source }))).to.equal("104");
			}
			expect(codeOf(() => jsonImage([1, undefined, 3]))).to.equal("104");
		});

		// platform.md 2: "a bad value nested in a table names the container"
		it("is refused by the name of its kind, or of the table around the culprit", () => {
			expect(problemOf(() => jsonImage(game))).to.equal(
				"104: Cannot store Instance in data store. Data stores can only accept valid UTF-8 characters",
			);
			const kindOf = (value: unknown) => problemOf(() => jsonImage(value))!.match("store (%w+) in")[0];
			expect(kindOf(print)).to.equal("function");
			expect(kindOf([print])).to.equal("Array");
			expect(kindOf({ f: [print] })).to.equal("Dictionary");
		});

		// platform.md 2: 4,194,304 characters of JSON
		it("is refused with code 105 when it is too large", () => {
			expect(codeOf(() => jsonImage(string.rep("x", VALUE_SIZE_MAX - 2)))).to.equal(undefined);
			expect(codeOf(() => jsonImage(string.rep("x", VALUE_SIZE_MAX - 1)))).to.equal("105");
			// A quotation mark takes two characters.
			expect(codeOf(() => jsonImage(string.rep('"', VALUE_SIZE_MAX / 2)))).to.equal("105");
		});
	});

	// platform.md 2: "Value ≤4,194,304 chars of JSON": the size is that of the engine's own JSON
	it("has its size counted as JSON has it", () => {
		const http = game.GetService("HttpService");
		const values: Array<unknown> = [
			{ coins: 10, name: "Ann", yes: true, no: false },
			[],
			{},
			[[], {}, [1, 2, 3]],
			{ list: [0, 9, 10, 99, 100, 12345678901, -5, 0.5, -0.25] },
			"plain",
			'quotes " and \\ backslash',
			"line\nreturn\rtab\tback\bfeed\f",
			"control \x01\x0b\x1f",
			"Grüße 你好 😀",
			nested(40),
		];
		for (const value of values) expect(jsonImage(value).size).to.equal(http.JSONEncode(value).size());
	});

	// platform.md 2: keys of 1 to 50 characters, codes 101 to 104
	it("refuses keys that are empty, too long or no text", () => {
		expect(checkKey(string.rep("k", 50))).to.be.ok();
		expect(codeOf(() => checkKey(""))).to.equal("101");
		expect(codeOf(() => checkKey(string.rep("k", 51)))).to.equal("102");
		expect(codeOf(() => checkKey({}))).to.equal("103");
		expect(codeOf(() => checkKey(undefined))).to.equal("103");
		expect(codeOf(() => checkKey("\xff"))).to.equal("104");
	});

	// platform.md 2: metadata key 50, value 250, total 300, code 511; formats, code 513
	it("refuses metadata that does not fit", () => {
		const code = (metadata: unknown) => codeOf(() => checkAttributes([], metadata));
		expect(code({ [string.rep("k", 50)]: string.rep("v", 250) })).to.equal(undefined);
		expect(code({ [string.rep("k", 51)]: 1 })).to.equal("511");
		expect(code({ k: string.rep("v", 251) })).to.equal("511");
		expect(code({ a: string.rep("v", 200), b: string.rep("v", 150) })).to.equal("511");
		expect(code("text")).to.equal("513");
		expect(code(["an array"])).to.equal("513");
		expect(code({ f: print })).to.equal("104");
	});

	// platform.md 2: codes 512 and 513; how many user ids are allowed is not documented
	it("refuses user ids that are no array of whole numbers, or too many", () => {
		const code = (userIds: unknown, most?: number) => codeOf(() => checkAttributes(userIds, undefined, most));
		expect(checkAttributes([1, 2], undefined).userIds.size()).to.equal(2);
		expect(code(["1"])).to.equal("513");
		expect(code([1.5])).to.equal("513");
		expect(code({ a: 1 })).to.equal("513");
		expect(code(7)).to.equal("513");
		expect(code([1, 2, 3, 4])).to.equal(undefined);
		expect(code([1, 2, 3, 4, 5])).to.equal("512");
		expect(code([1, 2, 3, 4, 5], 5)).to.equal(undefined);
	});
};
