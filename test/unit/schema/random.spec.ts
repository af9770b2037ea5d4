/// <reference types="@rbxts/testez/globals" />
import { formatValidationError, Schema, ValidationError } from "../../../src/schema";
import { updateRoot } from "../../../src/shared/data";
import { SeededRandom } from "../../../src/testing";
import { jsonImage } from "../../../src/testing/data-store/json-image";
import { accept, expectFrozen, expectSame, frozen, same, show, valueOf } from "../shared/data/support";
import { Generated, randomObject } from "./random-schema";

const SEEDS = 250;
const EDITS = 6;

type Loose = Map<string | number, defined>;

/** The same for every seed, and named in the failure. */
function forEachSeed(work: (random: SeededRandom, generated: Generated) => void): void {
	for (const seed of $range(1, SEEDS)) {
		const random = new SeededRandom(seed);
		const [ok, problem] = pcall(() => work(random, randomObject(random.derive("schema"), 3)));
		if (!ok) error(`seed ${seed}: ${tostring(problem)}`);
	}
}

const JUNK: ReadonlyArray<defined> = [0, -1, 3, 0.5, 1e12, 0 / 0, math.huge, "", "x", "xa", "\xff", true, false];

function randomPlace(random: SeededRandom, root: Loose): Loose {
	let place = root;
	while (random.chance(0.7)) {
		const keys = new Array<string | number>();
		for (const [key, value] of pairs(place)) if (typeIs(value, "table")) keys.push(key);
		if (keys.isEmpty()) break;
		keys.sort((left, right) => `${typeOf(left)}${left}` < `${typeOf(right)}${right}`);
		place = place.get(random.pick(keys)) as Loose;
	}
	return place;
}

/** One change somewhere: often one that the schema does not allow. */
function spoil(random: SeededRandom, root: Loose, fresh: Loose): void {
	const place = randomPlace(random, root);
	const keys = new Array<string | number>();
	for (const [key] of pairs(place)) keys.push(key);
	keys.sort((left, right) => `${typeOf(left)}${left}` < `${typeOf(right)}${right}`);
	const form = random.nextInteger(0, 7);
	const key = keys.isEmpty() ? "kind" : random.pick(keys);
	const list = place as unknown as Array<defined>;
	if (form === 0) place.delete(key);
	else if (form <= 2) place.set(key, random.pick(JUNK));
	else if (form === 3) place.set(random.nextInteger(-1, 4), random.pick(JUNK));
	else if (form === 4) list.push(random.pick(JUNK));
	else if (form === 5 && list.size() > 0) list.remove(random.nextInteger(0, list.size() - 1));
	else if (form === 6) place.set(key, fresh);
	else place.set("unknown", random.pick(JUNK));
}

function texts(errors: ReadonlyArray<ValidationError>): Array<string> {
	return errors.map(formatValidationError).sort();
}

/** A valid frozen value, and one made of it by some changes. */
function spoiled(random: SeededRandom, { make }: Generated): [valid: object, other: object] {
	const valid = frozen(make(random)) as Loose;
	const edit = updateRoot(
		valid,
		(draft) => {
			for (const _ of $range(1, random.nextInteger(0, EDITS))) spoil(random, draft, make(random) as Loose);
		},
		accept,
	);
	return [valid, valueOf(edit).root];
}

function expectAgreement(schema: Schema<defined>, value: unknown): void {
	const errors = schema.validate(value);
	if (schema.is(value) !== errors.isEmpty()) error(`is says ${schema.is(value)}, validate ${show(texts(errors))}`);
}

export = () => {
	it("gives back through the stored form and JSON every value of every schema", () => {
		forEachSeed((random, { schema, make }) => {
			const value = frozen(make(random));
			expectSame(texts(schema.validate(value)), [], "errors");
			const stored = schema.encode(value);
			expectFrozen(stored, "stored");
			if (schema.isPlain() && !rawequal(stored, value)) error("a plain value was copied");
			const decoded = valueOf(schema.decode(jsonImage(stored).value));
			expectSame(decoded, value, "decoded");
			expectSame(texts(schema.validate(decoded)), [], "errors of what was decoded");
			expectSame(schema.encode(decoded), stored, "stored again");
			if (!rawequal(schema.encode(value), stored)) error("what was encoded is not remembered");
		});
	});

	it("says in all its errors what its quick check says in one word", () => {
		forEachSeed((random, generated) => {
			const [, other] = spoiled(random, generated);
			expectAgreement(generated.schema, other);
		});
	});

	it("finds in a change what it would find in the whole", () => {
		forEachSeed((random, generated) => {
			const [valid, other] = spoiled(random, generated);
			const inChange = texts(generated.schema.validateChange(valid, other));
			expectSame(inChange, texts(generated.schema.validate(other)), "errors");
		});
	});

	it("mends into what is valid, or says what it could not mend, and has nothing to do twice", () => {
		let mended = 0;
		forEachSeed((random, generated) => {
			const { schema } = generated;
			const [valid, other] = spoiled(random, generated);
			if (!rawequal(schema.sanitize(valid).value, valid)) error("it touched what was valid");
			const { value, actions, errors } = schema.sanitize(other);
			expectSame(texts(errors), texts(schema.validate(value)), "errors");
			if (!schema.is(other) && errors.isEmpty()) mended += 1;
			if (actions.isEmpty() && !rawequal(value, other)) error("it changed something and did not say so");
			if (errors.isEmpty()) expectSame(schema.sanitize(value).actions.size(), 0, "actions at the second time");
		});
		expect(mended > SEEDS / 10).to.equal(true);
	});

	it("survives stored forms that are anything, and salvages what it can", () => {
		forEachSeed((random, generated) => {
			const [, other] = spoiled(random, generated);
			const decoded = generated.schema.decode(other);
			if (decoded.ok && !same(generated.schema.salvage(other), decoded.value)) error("salvage and decode differ");
			expectAgreement(generated.schema, generated.schema.salvage(other));
		});
	});
};
