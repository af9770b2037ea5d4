/// <reference types="@rbxts/testez/globals" />
import { s } from "../../../../src/schema";
import { DataValidator } from "../../../../src/server/validate/data-validator";
import { errorOf, expectSame, frozen, valueOf } from "../../shared/data/support";

const player = s.object({ userId: s.integer(), username: s.string(), coins: s.integer({ min: 0 }).default(5) });

function playerValidator(now?: () => number): DataValidator {
	const validator = new DataValidator(now);
	validator.registerSchema("player", player, "1.0");
	return validator;
}

export = () => {
	it("gives every error of the data, as a value", () => {
		const outcome = playerValidator().validateData({ userId: "x", coins: -1 }, "1.0");
		const failure = errorOf(outcome);
		expect(failure.kind).to.equal("invalidData");
		const paths = failure.kind === "invalidData" ? failure.errors.map(({ path }) => path.join(".")).sort() : [];
		expect(paths.join(" ")).to.equal("coins userId username");
		expect(playerValidator().validateData({ userId: 1, username: "ann", coins: 1 }, "1.0").ok).to.equal(true);
	});

	it("answers an unknown schema or version with a typed error", () => {
		const validator = playerValidator();
		expect(errorOf(validator.validateData({}, "2.0")).kind).to.equal("unknownSchema");
		expect(errorOf(validator.validateData({}, undefined, "guild")).kind).to.equal("unknownSchema");
		expect(errorOf(validator.validateChange({}, {}, 3)).kind).to.equal("unknownSchema");
		expect(errorOf(validator.sanitize({}, 3)).kind).to.equal("unknownSchema");
		expect(errorOf(validator.createDefaultPlayerData(1, "ann", "guild")).kind).to.equal("unknownSchema");
		expect(errorOf(new DataValidator().validateData({})).kind).to.equal("unknownSchema");
	});

	it("keeps versions apart, and takes the last one where none is named", () => {
		const validator = playerValidator();
		validator.registerSchema("player", s.object({ gold: s.integer() }), "2.0");
		expect(validator.validateData({ gold: 1 }).ok).to.equal(true);
		expect(validator.validateData({ gold: 1 }, "1.0").ok).to.equal(false);
		expect(() => validator.registerSchema("player", player, "1.0")).to.throw("has a version 1.0 already");
	});

	it("validates a change by what changed", () => {
		const validator = playerValidator();
		const before = frozen({ userId: 1, username: "ann", coins: 1 });
		expect(validator.validateChange(before, { ...before, coins: 2 }).ok).to.equal(true);
		expect(validator.validateChange(before, { ...before, coins: -2 }).ok).to.equal(false);
	});

	it("makes a new player's data, with who it is where the schema says so", () => {
		const validator = playerValidator();
		expectSame(valueOf(validator.createDefaultPlayerData(7, "ann")), { userId: 7, username: "ann", coins: 5 });
		validator.registerSchema("guild", s.object({ members: s.array(s.integer()) }));
		expectSame(valueOf(validator.createDefaultPlayerData(7, "ann", "guild")), { members: [] });
		validator.registerSchema("strict", s.object({ userId: s.integer({ max: 5 }) }));
		expect(errorOf(validator.createDefaultPlayerData(7, "ann", "strict")).kind).to.equal("invalidData");
	});

	it("mends data and says what it did", () => {
		const { value, actions } = valueOf(playerValidator().sanitize({ userId: 1, username: "ann", coins: -5, x: 1 }));
		expectSame(value, { userId: 1, username: "ann", coins: 0 });
		expect(actions.size()).to.equal(2);
	});

	it("takes what a schema can store for no corruption", () => {
		const validator = new DataValidator();
		validator.registerSchema("world", s.object({ at: s.vector3(), byId: s.map(s.integer(), s.string()) }));
		const data = { at: new Vector3(1, 2, 3), byId: new Map([[7, "a"]]) };
		expect(validator.detectCorruption(data).isEmpty()).to.equal(true);
		expect(validator.detectCorruption({ ...data, extra: 0 / 0 })[0].kind).to.equal("nan");
		expect(new DataValidator().detectCorruption(data).size()).to.equal(2);
	});

	it("asks validators of the game by name, registered before or after the schema", () => {
		const validator = new DataValidator();
		const weapon = s
			.object({ damage: s.custom<number>(validator.customCheck("damage"), "damage"), level: s.integer() })
			.refine(validator.customRule("balance", [["damage"], ["level"]]));
		validator.registerSchema("weapon", weapon);
		validator.registerValidator("damage", (value) => typeIs(value, "number") && value > 0);
		validator.registerValidator("balance", (value) => {
			const { damage, level } = value as { damage: number; level: number };
			return damage <= level * 10 || "at most 10 damage a level";
		});
		expect(validator.validateData({ damage: 10, level: 1 }).ok).to.equal(true);
		const tooMuch = errorOf(validator.validateData({ damage: 11, level: 1 }));
		expect(tooMuch.context.expected).to.equal("at most 10 damage a level");
		const broken = errorOf(validator.validateData({ damage: -1, level: 1 }));
		expect(broken.kind === "invalidData" && broken.errors[0].rule).to.equal("damage");
		expect(() => validator.registerValidator("damage", () => true)).to.throw("already");
	});

	it("counts validations, failures by rule, and measures them by the clock it was given", () => {
		let time = 0;
		const validator = playerValidator(() => (time += 1e-6));
		expect(validator.getValidationStats().meanMicroseconds).to.equal(undefined);
		validator.validateData({ userId: 1, username: "ann", coins: 1 });
		validator.validateData({ userId: "x", username: 5, coins: -1 });
		const stats = validator.getValidationStats();
		expect(stats.validations).to.equal(2);
		expect(stats.failures).to.equal(1);
		expect(stats.failuresByRule.get("type")).to.equal(2);
		expect(stats.failuresByRule.get("min")).to.equal(1);
		expect(math.abs(stats.meanMicroseconds! - 1) < 1e-6).to.equal(true);
	});
};
