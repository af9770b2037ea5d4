import { defineMutators } from "../../../src/mutators/define-mutators";
import type { Intent } from "../../../src/mutators/intent";
import { pack } from "../../../src/mutators/packed";
import { s } from "../../../src/schema";

/** Mutators with arguments of several forms, and a schema with places that clients may set. */
export function declareMutators() {
	const schema = s.object({
		coins: s.integer({ min: 0 }),
		volume: s.number({ min: 0, max: 1 }).clientWritable(),
		nickname: s.string({ max: 10 }).optional().clientWritable(),
		pets: s.array(s.object({ name: s.string({ max: 10 }).clientWritable(), age: s.integer() })),
		keys: s.map(s.string(), s.integer().clientWritable()),
		hidden: s.object({ flag: s.boolean().clientWritable() }).private(),
	});
	return defineMutators(schema, {
		zero: { args: [], run: () => {} },
		earn: {
			args: [s.integer({ min: 1, max: 100 })],
			guard: (amount) => (amount === 13 ? "No luck." : undefined),
			run: (draft, amount) => {
				draft.coins += amount;
			},
		},
		mixed: {
			args: [s.string(), s.array(s.number()), s.boolean().optional(), s.vector3()],
			run: () => {},
		},
		careless: { args: [s.integer()], guard: () => error("the guard's own mistake"), run: () => {} },
		free: { args: [s.custom((value): value is defined => value !== undefined, "anything")], run: () => {} },
	});
}

/** An intent of a mutator with these arguments. */
export function callOf(name: string, ...args: ReadonlyArray<unknown>): Intent {
	return { kind: "call", name, args: pack(args, args.size()) };
}
