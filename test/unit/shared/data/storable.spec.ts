/// <reference types="@rbxts/testez/globals" />
import { findUnstorable, Path } from "../../../../src/shared/data";
import { expectSame, nested } from "./support";

export = () => {
	const expectFound = (value: unknown, path: Path, actual: string) => {
		const problem = findUnstorable(value);
		if (problem === undefined) throw `nothing was found, but expected ${actual}`;
		expectSame(problem.path, path, "path");
		expectSame(problem.actual, actual, "actual");
	};
	const expectStorable = (value: unknown) => {
		const problem = findUnstorable(value);
		if (problem !== undefined) throw `${problem.path.join(".")}: ${problem.actual}`;
	};

	describe("a value that a DataStore can hold", () => {
		it("is text, a finite number, a boolean or a buffer", () => {
			for (const value of ["", "text", "žluť 🐎", 0, -1.5, 1e300, true, false, buffer.create(3)]) {
				expectStorable(value);
			}
		});

		it("is a list, an object, a string-keyed map or a set of strings, empty or nested", () => {
			expectStorable({});
			expectStorable([1, "a", [true], {}]);
			expectStorable({ map: new Map([["a b", 1]]), set: new Set(["x"]), list: [{ n: [[]] }] });
		});

		it("may have one table in many places, and be 64 tables deep", () => {
			const shared = { n: 1 };
			expectStorable({ a: shared, b: [shared, shared] });
			expectStorable(nested(64));
		});
	});

	describe("a value that it cannot hold", () => {
		it("is nothing, a function or a thread", () => {
			expectFound(undefined, [], "nil");
			expectFound({ a: [print] }, ["a", 0], "function");
			expectFound([1, coroutine.create(() => {})], [1], "thread");
		});

		it("is userdata, by the name that typeof gives it", () => {
			expectSame(findUnstorable({ at: { place: game } })?.path, ["at", "place"]);
			if (Vector3 !== undefined) expectFound({ at: new Vector3(1, 2, 3) }, ["at"], "Vector3");
		});

		it("is NaN or infinite", () => {
			expectFound({ n: 0 / 0 }, ["n"], "NaN");
			expectFound([1, math.huge], [1], "inf");
			expectFound([-math.huge], [0], "-inf");
		});

		it("is text or a key that is not UTF-8", () => {
			expectFound({ name: "\xff\xfe" }, ["name"], "other bytes");
			expectSame(findUnstorable(new Map([["\xff", 1]]))?.path, []);
		});

		it("has mixed keys", () => {
			const mixed = new Map<string | number, number>([
				[1, 1],
				["a", 2],
			]);
			expectFound({ deep: [mixed] }, ["deep", 0], "string and number keys mixed");
		});

		it("is a list with a hole, or keyed by numbers that are not 1 to n", () => {
			const sparse = [1, 2, 3];
			delete sparse[1];
			expectFound({ sparse }, ["sparse"], "2 number keys that are not 1 to 2");
			expectFound({ byId: new Map([[5, 1]]) }, ["byId"], "1 number keys that are not 1 to 1");
			expectFound(new Map([[0, 1]]), [], "1 number keys that are not 1 to 1");
			expectFound(new Map([[1.5, 1]]), [], "1 number keys that are not 1 to 1");
			const advice = findUnstorable(new Map([[5, 1]]))!.expected;
			expect(advice.find("schema", 1, true)[0]).to.be.ok();
		});

		it("has keys of another type", () => {
			expectFound({ m: new Map([[true, 1]]) }, ["m"], "a key of type boolean");
			expectFound({ m: new Map([[{}, 1]]) }, ["m"], "a key of type table");
		});

		it("has a metatable, is inside itself, or is too deep", () => {
			expectFound([{ a: setmetatable({}, {}) }], [0, "a"], "a table with a metatable");
			const ring: { list: Array<defined> } = { list: [] };
			ring.list.push(ring);
			expectFound(ring, ["list", 0], "a table inside itself");
			expectFound(nested(65), new Array<string>(64, "inner"), "a deeper one");
		});

		it("is a few tables that would be written out as millions", () => {
			let bomb: object = {};
			for (const _ of $range(1, 40)) bomb = { left: bomb, right: bomb };
			expect(findUnstorable(bomb)).to.be.ok();
		});
	});

	describe("a value that is partly known to be storable", () => {
		it("is not looked at again where it is the same by reference", () => {
			const known = { bad: [print], other: { n: 1 } };
			expectSame(findUnstorable({ bad: known.bad, other: { n: 2 } }, [], known), undefined);
			expectSame(findUnstorable(known, ["at"], known), undefined);
			expectSame(findUnstorable({ bad: [print, print] }, [], known)?.path, ["bad", 1]);
		});

		it("is reported by its path from the document's root", () => {
			expectSame(findUnstorable({ n: print }, ["list", 2])?.path, ["list", 2, "n"]);
		});
	});
};
