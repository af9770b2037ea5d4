import { s, Schema } from "../../../src/schema";
import { SeededRandom } from "../../../src/testing";

/** A schema and how to make valid values for it. */
export interface Generated {
	readonly schema: Schema<defined>;
	readonly make: (random: SeededRandom) => defined;
}

const LETTERS = ["a", "b", "c", "ř", "🐎"];
const NAMES = ["alpha", "beta", "gamma", "delta", "epsilon"];

function text(random: SeededRandom, min: number, max: number): string {
	let made = "";
	for (const _ of $range(1, random.nextInteger(min, max))) made += random.pick(LETTERS);
	return made;
}

function of<T extends defined>(schema: Schema<T>, make: (random: SeededRandom) => T): Generated {
	return { schema: schema as Schema<defined>, make };
}

const LEAVES: ReadonlyArray<() => Generated> = [
	() => of(s.boolean(), (random) => random.chance(0.5)),
	() => of(s.integer({ min: -5, max: 5 }), (random) => random.nextInteger(-5, 5)),
	() => of(s.integer({ min: 0, max: 100, step: 5 }).default(10), (random) => random.nextInteger(0, 20) * 5),
	() => of(s.number({ min: -1e9, max: 1e9 }), (random) => (random.nextNumber() - 0.5) * 1e9),
	() => of(s.string({ min: 1, max: 5 }).default("a"), (random) => text(random, 1, 5)),
	() => of(s.string({ pattern: "^x" }), (random) => `x${text(random, 0, 3)}`),
	() => of(s.enum(["red", "green", "blue"]), (random) => random.pick(["red", "green", "blue"] as const)),
	() => of(s.literal(1, "one", true), (random) => random.pick<1 | "one" | true>([1, "one", true])),
	() => of(s.union(s.string({ min: 2 }), s.integer()), (random) => (random.chance(0.5) ? "two" : 2)),
	() => of(s.vector2(), (random) => new Vector2(random.nextInteger(-9, 9), 0.5)),
	() => of(s.vector3(), (random) => new Vector3(random.nextNumber(), random.nextInteger(-9, 9), 2)),
	() => of(s.cframe(), (random) => new CFrame(random.nextInteger(-9, 9), 1, 2)),
	() => of(s.color3(), (random) => Color3.fromRGB(random.nextInteger(0, 255), 7, 9)),
	() => of(s.udim2(), (random) => new UDim2(0.5, random.nextInteger(0, 9), 1, -3)),
	() => of(s.dateTime(), (random) => DateTime.fromUnixTimestampMillis(random.nextInteger(0, 2e12))),
	() => of(s.enumItem(Enum.NormalId), (random) => random.pick(Enum.NormalId.GetEnumItems())),
	() => of(s.buffer({ max: 8 }), (random) => buffer.fromstring(text(random, 0, 1))),
];

function list(inner: Generated): Generated {
	const make = (random: SeededRandom) => {
		const made = new Array<defined>();
		for (const _ of $range(1, random.nextInteger(0, 4))) made.push(inner.make(random));
		return made;
	};
	return of(s.array(inner.schema, { max: 5 }), make);
}

function byNumber(inner: Generated): Generated {
	const make = (random: SeededRandom) => {
		const made = new Map<number, defined>();
		for (const _ of $range(1, random.nextInteger(0, 4))) {
			made.set(random.chance(0.5) ? random.nextInteger(-3, 9) : random.nextNumber() * 100, inner.make(random));
		}
		return made;
	};
	return of(s.map(s.number(), inner.schema), make as never);
}

function byName(inner: Generated): Generated {
	const make = (random: SeededRandom) => {
		const made: Record<string, defined> = {};
		for (const _ of $range(1, random.nextInteger(0, 4))) made[text(random, 1, 2)] = inner.make(random);
		return made;
	};
	return of(s.record(inner.schema), make as never);
}

function numbers(): Generated {
	const make = (random: SeededRandom) => {
		const made = new Set<number>();
		for (const _ of $range(1, random.nextInteger(0, 4))) made.add(random.nextInteger(-9, 99));
		return made;
	};
	return of(s.set(s.integer()), make);
}

function words(): Generated {
	const make = (random: SeededRandom) => {
		const made = new Set<string>();
		for (const _ of $range(1, random.nextInteger(0, 4))) made.add(text(random, 1, 2));
		return made;
	};
	return of(s.set(s.string({ min: 1 }), { max: 6 }), make);
}

/** Two numbers with a rule across them. */
function span(): Generated {
	const schema = s
		.object({ low: s.integer(), high: s.integer(), note: s.string().optional() })
		.refine({ name: "ordered", paths: [["low"], ["high"]], check: ({ low, high }) => low <= high || "low ≤ high" });
	return of(schema, (random) => {
		const low = random.nextInteger(0, 9);
		return { low, high: low + random.nextInteger(0, 9) };
	});
}

/** Two kinds of objects, told apart by a field. */
function either(left: Generated, right: Generated): Generated {
	const schema = s.union(
		s.object({ kind: s.literal("left"), value: left.schema }),
		s.object({ kind: s.literal("right"), value: right.schema }),
	);
	return of(schema, (random) =>
		random.chance(0.5)
			? { kind: "left" as const, value: left.make(random) }
			: { kind: "right" as const, value: right.make(random) },
	);
}

/** A schema of any kind. */
function randomSchema(random: SeededRandom, depth: number): Generated {
	const kind = depth > 0 ? random.nextInteger(0, 9) : 0;
	const inner = () => randomSchema(random, depth - 1);
	if (kind <= 1) return random.pick(LEAVES)();
	if (kind === 2) return list(inner());
	if (kind === 3) return byNumber(inner());
	if (kind === 4) return byName(inner());
	if (kind === 5) return random.chance(0.5) ? numbers() : words();
	if (kind === 6) return span();
	if (kind === 7) return either(inner(), inner());
	return randomObject(random, depth - 1);
}

/** A schema of objects, as every document's is. */
export function randomObject(random: SeededRandom, depth: number): Generated {
	const fields: Record<string, Schema<unknown>> = {};
	const makers = new Array<readonly [name: string, inner: Generated, optional: boolean]>();
	for (const name of random.shuffle(NAMES)) {
		const inner = randomSchema(random, depth);
		const optional = random.chance(0.3);
		fields[name] = optional ? inner.schema.optional() : inner.schema;
		makers.push([name, inner, optional]);
	}
	return of(s.object(fields) as Schema<object>, (source) => {
		const made: Record<string, defined> = {};
		for (const [name, inner, optional] of makers) {
			if (!optional || source.chance(0.6)) made[name] = inner.make(source);
		}
		return made;
	});
}
