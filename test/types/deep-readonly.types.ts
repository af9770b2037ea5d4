/**
 * Compile-time tests: this file passes by compiling. Each `@ts-expect-error` is an error that the types must report.
 */
import { DeepReadonly } from "../../src/shared/data/deep-readonly";
import { Equal, Expect } from "./expect";

interface Tree {
	value: number;
	children: Array<Tree>;
	parent?: Tree;
}

interface Doc {
	coins: number;
	title?: string;
	list: Array<{ id: string; tags: Array<string> }>;
	pair: [string, { n: number }];
	pets: Map<string, { level: number }>;
	byId: Map<number, Array<number>>;
	owned: Set<string>;
	record: Record<string, { x: number }>;
	shape: { kind: "circle"; r: number } | { kind: "path"; points: Array<number> };
	maybe: Array<number> | undefined;
	position: Vector3;
	part: Instance;
	bytes: buffer;
	call: (this: void, n: number) => string;
	tree: Tree;
}

declare const doc: DeepReadonly<Doc>;

export type Cases = [
	Expect<Equal<DeepReadonly<number>, number>>,
	Expect<Equal<DeepReadonly<"a" | 1 | undefined>, "a" | 1 | undefined>>,
	Expect<Equal<DeepReadonly<unknown>, unknown>>,
	Expect<Equal<DeepReadonly<never>, never>>,
	Expect<Equal<DeepReadonly<Array<number>>, ReadonlyArray<number>>>,
	Expect<Equal<DeepReadonly<Map<string, Set<number>>>, ReadonlyMap<string, ReadonlySet<number>>>>,
	Expect<Equal<DeepReadonly<Vector3>, Vector3>>,
	Expect<Equal<DeepReadonly<Enum.Material>, Enum.Material>>,
	Expect<Equal<typeof doc.coins, number>>,
	Expect<Equal<typeof doc.title, string | undefined>>,
	Expect<Equal<(typeof doc.list)[0]["tags"], ReadonlyArray<string>>>,
	Expect<Equal<typeof doc.pair, readonly [string, { readonly n: number }]>>,
	Expect<Equal<typeof doc.byId, ReadonlyMap<number, ReadonlyArray<number>>>>,
	Expect<Equal<typeof doc.owned, ReadonlySet<string>>>,
	Expect<Equal<typeof doc.maybe, ReadonlyArray<number> | undefined>>,
	Expect<Equal<typeof doc.position, Vector3>>,
	Expect<Equal<typeof doc.part, Instance>>,
	Expect<Equal<typeof doc.bytes, buffer>>,
	Expect<Equal<typeof doc.call, (this: void, n: number) => string>>,
];

export function cannotBeChanged(): void {
	// @ts-expect-error – a field
	doc.coins = 1;
	// @ts-expect-error – an element
	doc.list[0] = doc.list[1];
	// @ts-expect-error – a field of an element
	doc.list[0].id = "x";
	// @ts-expect-error – an array's own methods
	doc.list.push(doc.list[0]);
	// @ts-expect-error – a map's
	doc.pets.set("rex", { level: 1 });
	// @ts-expect-error – a field of a map's value
	doc.pets.get("rex")!.level = 2;
	// @ts-expect-error – a set's
	doc.owned.add("hat");
	// @ts-expect-error – a record's entry
	doc.record.a = { x: 1 };
	// @ts-expect-error – a member of a union
	if (doc.shape.kind === "path") doc.shape.points.push(1);
	// @ts-expect-error – the depth of a recursive type
	doc.tree.children[0].children[0].parent!.value = 1;
}

export function canBeRead(): Array<unknown> {
	const radius = doc.shape.kind === "circle" ? doc.shape.r : 0;
	return [radius, doc.tree.parent?.children[0].value, doc.pets.get("rex")?.level, doc.position.X];
}

/** A mutable document can be given to code that only reads. */
export function accepts(mutable: Doc): DeepReadonly<Doc> {
	return mutable;
}
