/// <reference types="@rbxts/testez/globals" />
import { jsonSize } from "../../../../src/shared/data/json-size";
import { SeededRandom } from "../../../../src/testing";
import { jsonImage } from "../../../../src/testing/data-store/json-image";
import { seededValue } from "./seeded-tree";
import { expectSame, frozen, show } from "./support";

const SEEDS = 400;

export = () => {
	describe("jsonSize", () => {
		it("is the length of what JSON writes", () => {
			const cases: Array<[defined, string]> = [
				["a", '"a"'],
				['say "hi"\n', '"say \\"hi\\"\\n"'],
				["\x01", '"\\u0001"'],
				["ž", '"ž"'],
				[-12.5, "-12.5"],
				[false, "false"],
				[{}, "[]"],
				[[1, [true], "x"], '[1,[true],"x"]'],
				[{ list: [], n: 10 }, '{"list":[],"n":10}'],
				[new Map([[5, 1]]), '{"5":1}'],
			];
			for (const [value, json] of cases) expectSame(jsonSize(value), json.size(), json);
		});

		it("agrees with the simulated cloud over many values", () => {
			for (const seed of $range(1, SEEDS)) {
				const value = seededValue(new SeededRandom(seed), 5);
				expectSame(jsonSize(value), jsonImage(value).size, `seed ${seed}, ${show(value)}`);
			}
			for (const bytes of $range(0, 10)) {
				expectSame(jsonSize(buffer.create(bytes)), jsonImage(buffer.create(bytes)).size);
			}
		});

		it("counts a table in each place that it is in", () => {
			const shared = frozen({ n: 1 });
			expect(jsonSize([shared, shared])).to.equal('[{"n":1},{"n":1}]'.size());
		});

		it("stops counting when there is more than is asked for", () => {
			const rest = setmetatable({}, { __len: () => error("counted on") }) as defined;
			const large = ["0123456789", rest];
			expect(jsonSize(large, 10) > 10).to.equal(true);
			for (const seed of $range(1, SEEDS)) {
				const random = new SeededRandom(seed);
				const value = seededValue(random, 4);
				const most = random.nextInteger(0, 60);
				const exact = jsonSize(value);
				const counted = jsonSize(value, most);
				expectSame(exact <= most ? counted === exact : counted > most && counted <= exact, true, `seed ${seed}`);
			}
		});
	});
};
