/// <reference types="@rbxts/testez/globals" />
import { SeededRandom } from "../../../src/testing";
import { ByteReader } from "../../../src/wire/byte-reader";
import { WireSchema } from "../../../src/wire/wire-schema";
import { readValue } from "../../../src/wire/wire-value";
import { randomObject } from "../schema/random-schema";
import { expectFrozen, frozen } from "../shared/data/support";
import { edited } from "./random-edit";
import { bytesOf, changesOf } from "./support";

const SEEDS = 60;
const MESSAGES = 30;
const SECONDS_MAX = 60;

function randomBytes(random: SeededRandom): buffer {
	const size = random.nextInteger(0, 40);
	const bytes = buffer.create(size);
	for (const index of $range(0, size - 1)) {
		buffer.writeu8(bytes, index, random.chance(0.3) ? random.nextInteger(0, 3) : random.nextInteger(0, 255));
	}
	return bytes;
}

/** A copy with some other bytes, or without some at the end. */
function mutated(random: SeededRandom, bytes: buffer): buffer {
	const size = buffer.len(bytes);
	const copy = buffer.create(random.chance(0.3) ? random.nextInteger(0, size) : size);
	buffer.copy(copy, 0, bytes, 0, buffer.len(copy));
	if (buffer.len(copy) === 0) return copy;
	for (const _ of $range(1, random.nextInteger(1, 3))) {
		buffer.writeu8(copy, random.nextInteger(0, buffer.len(copy) - 1), random.nextInteger(0, 255));
	}
	return copy;
}

/** How many tables there are in a value. */
function countTables(value: unknown): number {
	if (!typeIs(value, "table")) return 0;
	let count = 1;
	for (const [, inner] of pairs(value as Map<unknown, unknown>)) count += countTables(inner);
	return count;
}

/** Whatever the bytes are: an error, or a frozen value that is no larger than they are. */
function expectHarmless(bytes: buffer, read: (reader: ByteReader) => unknown): void {
	const [ok, value] = pcall(() => read(new ByteReader(bytes)));
	if (!ok) return;
	expectFrozen(value);
	if (countTables(value) > buffer.len(bytes) + 1) error("it made more than it was sent");
}

export = () => {
	it("ends with an error or with a value, whatever it is sent", () => {
		const start = os.clock();
		for (const seed of $range(1, SEEDS)) {
			const random = new SeededRandom(seed);
			const generated = randomObject(random.derive("schema"), 3);
			const wire = new WireSchema(generated.schema.node, "owner");
			const root = frozen(generated.make(random)) as object;
			const after = edited(random, root, () => generated.make(random), true);
			const whole = bytesOf((writer) => wire.writeRoot(writer, root));
			const { bytes, count } = changesOf(wire, root, after);
			for (const _ of $range(1, MESSAGES)) {
				expectHarmless(randomBytes(random), readValue);
				for (const message of [randomBytes(random), mutated(random, whole)]) {
					expectHarmless(message, (reader) => wire.readRoot(reader));
				}
				for (const message of [randomBytes(random), mutated(random, bytes)]) {
					pcall(() => wire.readChanges(new ByteReader(message), root, count + 1));
				}
				expectFrozen(root);
			}
		}
		expect(os.clock() - start < SECONDS_MAX).to.equal(true);
	});

	it("makes nothing of lengths that are announced and not sent", () => {
		const before = gcinfo();
		for (const kind of [5, 6, 7, 8]) {
			for (const announced of ["\xff\xff\xff\xff\x0f", "\xff\xff\xff\x7f", "\xfe\xff\xff\xff\xff\xff\x0f"]) {
				const message = buffer.fromstring(string.char(kind) + announced + "rest");
				const [ok] = pcall(() => readValue(new ByteReader(message)));
				expect(ok).to.equal(false);
			}
		}
		// In KB: one of these texts alone would be a hundred times as much.
		expect(gcinfo() - before < 10_000).to.equal(true);
	});
};
