/**
 * Compile-time tests: this file passes by compiling. Each `@ts-expect-error` is an error that the types must report.
 */
import { t } from "@rbxts/t";

import { Infer, s, Schema } from "../../src/schema";
import { Equal, Expect } from "./expect";

const item = s.object({ id: s.string({ max: 20 }), amount: s.integer({ min: 1 }).default(1) });

const player = s.object({
	coins: s.integer().default(0).private().describe("money"),
	title: s.string().optional(),
	partner: s.nullable(s.string()),
	inventory: s.array(item, { max: 100 }),
	stats: s.map(s.string(), s.number()),
	byId: s.map(s.integer(), item),
	owned: s.set(s.enum(["hat", "cape"])),
	levels: s.record(s.integer()),
	mode: s.literal("easy", "hard"),
	answer: s.union(s.string(), s.number(), s.boolean()),
	place: s.vector3(),
	material: s.enumItem(Enum.Material),
	seen: s.dateTime().optional(),
	bytes: s.buffer(),
	team: s.custom(t.interface({ name: t.string })),
});

interface Tree {
	value: number;
	children: Array<Tree>;
}

const tree: Schema<Tree> = s.object({ value: s.number(), children: s.array(s.lazy(() => tree)) });

declare const unknownValue: unknown;
if (player.is(unknownValue)) {
	const coins: number = unknownValue.coins;
	assert(coins);
}

export type Cases = [
	Expect<Equal<Infer<typeof item>, { id: string; amount: number }>>,
	Expect<
		Equal<
			Infer<typeof player>,
			{
				coins: number;
				title?: string;
				partner?: string;
				inventory: Array<{ id: string; amount: number }>;
				stats: Map<string, number>;
				byId: Map<number, { id: string; amount: number }>;
				owned: Set<"hat" | "cape">;
				levels: Record<string, number>;
				mode: "easy" | "hard";
				answer: string | number | boolean;
				place: Vector3;
				material: Enum.Material;
				seen?: DateTime;
				bytes: buffer;
				team: { name: string };
			}
		>
	>,
	Expect<Equal<Infer<typeof tree>, Tree>>,
	Expect<Equal<ReturnType<typeof item.createDefault>, { id: string; amount: number }>>,
	Expect<Equal<t.static<ReturnType<typeof item.toCheck>>, { id: string; amount: number }>>,
];

// @ts-expect-error a default has the type of the schema
s.integer().default("none");
// @ts-expect-error a rule gets the value it is about
item.refine({ name: "rule", check: (value) => value.colour === 1 });
// @ts-expect-error a list cannot hold nothing
s.array(s.string().optional());
// @ts-expect-error there is no such option
s.string({ longest: 5 });
// @ts-expect-error a recursive schema has to say what it is of
const wrong: Schema<Tree> = s.object({ value: s.string(), children: s.array(s.lazy(() => wrong)) });
