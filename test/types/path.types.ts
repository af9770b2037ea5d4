/**
 * Compile-time tests: this file passes by compiling. Each `@ts-expect-error` is an error that the types must report.
 */
import { Path } from "../../src/shared/data/path";
import { DeltaAt, ElementAt, PathArgument, Segment, ValueAt } from "../../src/shared/data/typed-path";
import { Equal, Expect } from "./expect";

interface Item {
	id: string;
	amount: number;
	tags: Array<string>;
}

interface Tree {
	value: number;
	children: Array<Tree>;
	parent?: Tree;
}

interface Doc {
	coins: number;
	title?: string;
	inventory: Array<Item>;
	stats: Map<string, number>;
	pets: ReadonlyMap<string, { name: string; level: number }>;
	slots: Map<"left" | "right", Item>;
	byId: Map<number, Item>;
	owned: Set<string>;
	record: Record<string, { x: number }>;
	pair: [string, number];
	shape: { kind: "circle"; r: number } | { kind: "text"; text: string };
	optional?: { deeper?: { n: number } };
	position: Vector3;
	tree: Tree;
	loose: unknown;
}

/** As a session declares it. */
interface Editor<T> {
	get<const P extends Path>(path: PathArgument<T, P>): ValueAt<T, P> | undefined;
	set<const P extends Path>(path: PathArgument<T, P>, value: ValueAt<T, P>): void;
	increment<const P extends Path>(path: PathArgument<T, P>, delta: DeltaAt<T, P>): void;
	insert<const P extends Path>(path: PathArgument<T, P>, value: ElementAt<T, P>, index?: number): void;
	remove<const P extends Path>(path: PathArgument<T, P>): void;
	update<const P extends Path>(path: PathArgument<T, P>, recipe: (draft: ValueAt<T, P>) => unknown): void;
}

declare const doc: Editor<Doc>;
declare const index: number;
declare const key: string;

export type Cases = [
	Expect<Equal<ValueAt<Doc, ["inventory", 3, "amount"]>, number>>,
	Expect<Equal<ValueAt<Doc, readonly ["title"]>, string>>,
	Expect<Equal<ValueAt<Doc, ["optional", "deeper", "n"]>, number>>,
	Expect<Equal<ValueAt<Doc, ["pets", string]>, { name: string; level: number }>>,
	Expect<Equal<ValueAt<Doc, ["slots", "left", "tags", number]>, string>>,
	Expect<Equal<ValueAt<Doc, ["tree", "parent", "children", 0, "parent"]>, Tree>>,
	Expect<Equal<ValueAt<Doc, ["owned", "hat"]>, true>>,
	Expect<Equal<ValueAt<Doc, []>, Doc>>,
	Expect<Equal<ElementAt<Doc, ["inventory", 0, "tags"]>, string>>,
	Expect<Equal<ElementAt<Doc, ["coins"]>, never>>,
	Expect<Equal<DeltaAt<Doc, ["stats", "kills"]>, number>>,
	Expect<Equal<DeltaAt<Doc, ["title"]>, never>>,
	Expect<Equal<Segment<Item>, "id" | "amount" | "tags">>,
	Expect<Equal<Segment<Array<Item>>, number>>,
	Expect<Equal<Segment<Map<"left" | "right", Item>>, "left" | "right">>,
	Expect<Equal<Segment<Map<number, Item>>, never>>,
	Expect<Equal<Segment<Vector3>, never>>,
];

export function leadsSomewhere(): void {
	doc.set(["coins"], 5);
	doc.set(["title"], "Sir");
	doc.set(["inventory", 3, "amount"], 5);
	doc.set(["inventory", index, "tags", 0], "rare");
	doc.set(["inventory"], []);
	doc.set(["stats", "kills"], 1);
	doc.set(["stats", key], 1);
	doc.set(["pets", key, "level"], 2);
	doc.set(["slots", "left", "amount"], 1);
	doc.set(["byId"], new Map());
	doc.set(["owned", "hat"], true);
	doc.set(["record", "any", "x"], 1);
	doc.set(["pair", 1], "x");
	doc.set(["shape", "r"], 2);
	doc.set(["shape"], { kind: "text", text: "hi" });
	doc.set(["optional", "deeper", "n"], 1);
	doc.set(["tree", "children", 0, "children", 1, "parent", "parent", "value"], 1);
	doc.set(["loose"], { whatever: [1] });
	doc.increment(["inventory", 0, "amount"], 1);
	doc.insert(["inventory"], { id: "x", amount: 1, tags: [] }, 0);
	doc.insert(["tree", "children"], { value: 1, children: [] });
	doc.remove(["inventory", 2]);
	doc.update(["inventory", 2], (item) => (item.amount += item.tags.size()));
	doc.update(["coins"], (coins) => coins + 1);
	const amount: number | undefined = doc.get(["inventory", 3, "amount"]);
	const steps = ["inventory", 3, "amount"] as const;
	doc.set(steps, amount ?? 0);
}

export function leadsNowhere(path: Path): void {
	// @ts-expect-error – no such field
	doc.set(["inventry", 3, "amount"], 5);
	// @ts-expect-error – no such field of an element
	doc.set(["inventory", 3, "amont"], 5);
	// @ts-expect-error – an index is a number
	doc.set(["inventory", "3", "amount"], 5);
	// @ts-expect-error – nothing is inside a number
	doc.set(["coins", "x"], 5);
	// @ts-expect-error – nothing is inside a datatype
	doc.set(["position", "X"], 5);
	// @ts-expect-error – keys of number-keyed maps cannot be told from indices
	doc.set(["byId", 3], { id: "x", amount: 1, tags: [] });
	// @ts-expect-error – no such key of this map
	doc.set(["slots", "middle"], { id: "x", amount: 1, tags: [] });
	// @ts-expect-error – no member of the union has it
	doc.set(["shape", "colour"], 1);
	// @ts-expect-error – nothing is known of what is in there
	doc.set(["loose", "x"], 1);
	// @ts-expect-error – a path that is not known when it is compiled
	doc.set(path, 1);
	// @ts-expect-error – any text could be any field
	doc.remove([key]);
}

export function holdsAnother(): void {
	// @ts-expect-error – a number is there
	doc.set(["inventory", 3, "amount"], "5");
	// @ts-expect-error – undefined is put nowhere: remove says it
	doc.set(["title"], undefined);
	// @ts-expect-error – a field is missing
	doc.set(["pets", "rex"], { name: "Rex" });
	// @ts-expect-error – text cannot be incremented
	doc.increment(["inventory", 0, "id"], 1);
	// @ts-expect-error – no list is there
	doc.insert(["coins"], 1);
	// @ts-expect-error – an element of another type
	doc.insert(["inventory"], { id: "x" });
	// @ts-expect-error – the draft has no such field
	doc.update(["inventory", 2], (item) => item.amont);
}

/** Documents that are not typed take any path. */
// eslint-disable-next-line @typescript-eslint/no-explicit-any, roblox-ts/no-any -- what untyped callers have is what is tested
export function untyped(editor: Editor<any>, path: Path): void {
	editor.set(["a", 3, "b"], 5);
	editor.set(path, "x");
}
