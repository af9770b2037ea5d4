/** Custom rules for a weapon: a validator by name, a check of one's own, rules across fields, and mending. */
import { formatValidationError, Infer, s } from "@rbxts/holdfast";
import { DataManager, DataValidator, defineCollection } from "@rbxts/holdfast/out/server";

import { check, valueOf } from "../check";

const DAMAGE_MAX = { common: 20, rare: 60, legendary: 200 } as const;

function createSchemas(validator: DataValidator) {
	// A check of one's own: what @rbxts/t makes fits here too.
	const isSerial = (value: unknown): value is string =>
		typeIs(value, "string") && value.match("^%u%u%-%d%d%d%d$")[0] !== undefined;

	const weapon = s
		.object({
			serial: s.custom(isSerial, "serial"),
			name: s.string({ min: 3, max: 20, trim: true }),
			rarity: s.enum(["common", "rare", "legendary"]).default("common"),
			damage: s.integer({ min: 1, max: 200 }),
			durability: s.number({ min: 0, max: 100, step: 0.5 }).default(100),
			durabilityMax: s.number({ min: 1, max: 100 }).default(100),
		})
		// Across fields. With its paths named it runs only when one of them has changed.
		.refine({
			name: "worn",
			paths: [["durability"], ["durabilityMax"]],
			check: (it) => it.durability <= it.durabilityMax || `a durability of at most ${it.durabilityMax}`,
		})
		// The same by a name that others can use too.
		.refine(validator.customRule("balanced", [["rarity"], ["damage"]]));

	const armory = s.object({ weapons: s.array(weapon, { max: 30 }), equipped: s.string().optional() }).refine({
		name: "owned",
		check: (it) => it.equipped === undefined || it.weapons.some((owned) => owned.serial === it.equipped),
	});
	return { weapon, armory };
}

type Weapon = Infer<ReturnType<typeof createSchemas>["weapon"]>;

export function weaponRules(manager: DataManager): string {
	const validator = new DataValidator();
	validator.registerValidator("balanced", (value) => {
		const { rarity, damage } = value as Weapon;
		return damage <= DAMAGE_MAX[rarity] || `a damage of at most ${DAMAGE_MAX[rarity]} for ${rarity}`;
	});
	const { weapon, armory } = createSchemas(validator);
	validator.registerSchema("weapon", weapon);

	// A collection with a schema lets no wrong change in: nothing is saved that was not checked.
	const armories = defineCollection({ name: "Armories", schema: armory });
	const session = valueOf(manager.open(armories, "knight").expect());
	const sword: Weapon = {
		serial: "SW-0001",
		name: "Sword",
		rarity: "rare",
		damage: 45,
		durability: 80,
		durabilityMax: 100,
	};
	valueOf(session.insert(["weapons"], sword));
	valueOf(session.set(["equipped"], "SW-0001"));

	const refused = session.update((draft) => {
		draft.weapons[0].damage = 90;
		draft.weapons[0].durabilityMax = 50;
		draft.equipped = "SW-9999";
	});
	check(!refused.ok && refused.error.kind === "invalidData", "a change against the rules is refused");
	check(session.data.weapons[0].damage === 45, "a refused change leaves no trace");
	valueOf(session.close().expect());

	// All that is wrong, each with its path and rule, for a tool or a log.
	const cheated = { ...sword, serial: "sword", damage: 500, durability: 99.9 };
	const verdict = validator.validateData(cheated);
	check(!verdict.ok && verdict.error.kind === "invalidData", "what is wrong is found");
	check(verdict.error.errors.size() === 3, `serial, damage and durability are wrong: ${verdict.error.message}`);
	const lines = verdict.error.errors.map(formatValidationError).sort();

	// Mending clamps, trims and fills; what has no obvious right value stays an error.
	const mended = valueOf(validator.sanitize({ serial: "AX-0007", name: "  Axe ", damage: 12.4, colour: "red" }));
	check(mended.errors.isEmpty() && weapon.is(mended.value), "the axe is a weapon now");
	check(mended.value.name === "Axe" && mended.value.rarity === "common", "it was trimmed and filled");
	return `${lines.size()} errors found, ${mended.actions.size()} mended, e.g. ${lines[0]}`;
}
