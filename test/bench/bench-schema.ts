import { t } from "@rbxts/t";

import { s, Schema } from "../../src/schema";
import { deepCopy } from "../../src/shared/data/deep-copy";
import { deepFreeze } from "../../src/shared/data/deep-freeze";
import { setAt } from "../../src/shared/data/set-at";
import type { Native } from "../headless/host/native";
import { measure } from "./measure";
import { createSampleDocument, ITEM_COUNT, SampleDocument } from "./sample-document";

const AMOUNT_MAX = 1e9;
const ID_LENGTH_MAX = 40;
const CHANGE_FACTOR = 20;

const itemSchema = s.object({
	id: s.string({ min: 1, max: ID_LENGTH_MAX }),
	amount: s.integer({ min: 0, max: AMOUNT_MAX }),
	level: s.integer({ min: 0, max: 100 }),
	bound: s.boolean(),
});

const rest = {
	coins: s.integer({ min: 0, max: AMOUNT_MAX }),
	stats: s.object({ wins: s.integer(), losses: s.integer(), playSeconds: s.number({ min: 0, max: AMOUNT_MAX }) }),
	settings: s.object({
		music: s.number({ min: 0, max: 1 }),
		effects: s.number({ min: 0, max: 1 }),
		language: s.enum(["en", "de", "cs"]),
	}),
};

const schema: Schema<SampleDocument> = s.object({ ...rest, inventory: s.array(itemSchema, { max: 5000 }) });

/** The same data in kinds that JSON has not: it has to be turned into others at each save. */
const keyedSchema = s.object({
	...rest,
	inventory: s.map(s.integer(), itemSchema, { max: 5000 }),
	seen: s.set(s.integer()),
});

/** As one writes it by hand who wants the same checks. */
function createHandWritten(): t.check<unknown> {
	const whole = (min: number, max: number) => t.intersection(t.integer, t.numberConstrained(min, max));
	const text = (min: number, max: number) => (value: unknown) => {
		if (!t.string(value)) return false;
		const [length] = utf8.len(value);
		return typeIs(length, "number") && length >= min && length <= max;
	};
	const item = t.interface({
		id: text(1, ID_LENGTH_MAX) as t.check<string>,
		amount: whole(0, AMOUNT_MAX),
		level: whole(0, 100),
		bound: t.boolean,
	});
	const items = t.array(item);
	return t.interface({
		coins: whole(0, AMOUNT_MAX),
		stats: t.interface({ wins: t.integer, losses: t.integer, playSeconds: t.numberConstrained(0, AMOUNT_MAX) }),
		inventory: ((value: unknown) => items(value) && value.size() <= 5000) as t.check<unknown>,
		settings: t.interface({
			music: t.numberConstrained(0, 1),
			effects: t.numberConstrained(0, 1),
			language: t.literal("en", "de", "cs"),
		}),
	}) as t.check<unknown>;
}

/** The sample with its items by number, and as many numbers of things that were seen. */
function createKeyed(items: number): object {
	const sample = createSampleDocument(items);
	const byNumber = new Map<number, unknown>();
	const seen = new Set<number>();
	sample.inventory.forEach((item, index) => {
		byNumber.set(1000 + index * 7, item);
		seen.add(5000 - index * 3);
	});
	return { ...sample, inventory: byNumber, seen };
}

/** A schema that finds fault, or finds none where there is one, would look very fast. */
function expectValid(valid: boolean): void {
	if (!valid) error("the benchmark's document is not valid");
}

interface Row {
	readonly name: string;
	readonly work: (iteration: number) => unknown;
}

function validationRows(items: number): ReadonlyArray<Row> {
	const root = deepFreeze(createSampleDocument(items));
	const changed = setAt(root, ["inventory", items / 2, "amount"], 77_777);
	if (!changed.ok || changed.value.root === root) error("the benchmark's change changed nothing");
	const { root: after, within } = changed.value;
	const handWritten = createHandWritten();
	return [
		{ name: "validate, whole", work: () => expectValid(schema.validate(root).isEmpty()) },
		{ name: "validate, whole, by hand in t", work: () => expectValid(handWritten(root)) },
		{
			name: "validate, one changed field",
			work: (iteration) => {
				const [before, now] = iteration % 2 === 0 ? [root, after] : [after, root];
				expectValid(schema.validateChange(before, now, within).isEmpty());
			},
		},
		{
			name: "the same, where it is not known which",
			work: (iteration) => {
				const [before, now] = iteration % 2 === 0 ? [root, after] : [after, root];
				expectValid(schema.validateChange(before, now).isEmpty());
			},
		},
	];
}

function codecRows(items: number): ReadonlyArray<Row> {
	const root = deepFreeze(createKeyed(items)) as { readonly coins: number };
	const loose = deepCopy(root);
	const stored = keyedSchema.encode(root);
	expectValid(keyedSchema.is(root) && keyedSchema.decode(stored).ok);
	let current = root;
	return [
		{ name: "encode, whole", work: () => keyedSchema.encode(loose) },
		{
			name: "set and encode, one changed field",
			work: (iteration) => {
				const changed = setAt(current, ["coins"], 2000 + iteration);
				if (changed.ok) current = changed.value.root;
				keyedSchema.encode(current);
			},
		},
		{ name: "decode, whole", work: () => expectValid(keyedSchema.decode(stored).ok) },
		{ name: "encode and decode, plain schema", work: () => schema.decode(schema.encode(loose)) },
	];
}

/** What validating, encoding and decoding a document of about 10 KB and of about 100 KB cost. */
export function benchSchema(native: Native): {
	readonly figures: Record<string, number>;
	readonly missed: ReadonlyArray<string>;
} {
	const figures: Record<string, number> = {};
	const missed = new Array<string>();
	for (const [label, items] of [
		["10 KB", ITEM_COUNT],
		["100 KB", ITEM_COUNT * 10],
	] as ReadonlyArray<[string, number]>) {
		const bytes = native.jsonEncode(createSampleDocument(items)).size();
		native.writeLine(`  ${label}: ${bytes} bytes of JSON`);
		figures[`${label}: bytes`] = bytes;
		// What is compared is the fastest rounds: the machine's other work disturbs them least.
		const best: Record<string, number> = {};
		for (const { name, work } of [...validationRows(items), ...codecRows(items)]) {
			const result = measure(native.realClock, name, work);
			native.writeLine("    %-36s %9.2f   %9.2f".format(name, result.microseconds, result.best));
			figures[`${label}: ${name}`] = math.round(result.microseconds * 100) / 100;
			best[name] = result.best;
		}
		const whole = best["validate, whole"];
		if (whole > best["validate, whole, by hand in t"]) missed.push(`${label}: slower than t`);
		const factor = whole / best["validate, one changed field"];
		native.writeLine("    %-36s %9.1f".format("whole / one changed field", factor));
		figures[`${label}: whole / one changed field`] = math.round(factor * 10) / 10;
		if (items > ITEM_COUNT && factor < CHANGE_FACTOR) missed.push(`${label}: one field ${factor} times faster only`);
	}
	return { figures, missed };
}
