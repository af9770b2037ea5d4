import type { Mutators } from "../../../src/mutators/define-mutators";
import type { Intent } from "../../../src/mutators/intent";
import type { IntentCodec } from "../../../src/mutators/intent-codec";
import { writeHello, writeIntentHead, writeResync } from "../../../src/protocol/client-section";
import type { SchemaNode } from "../../../src/schema/schema-node";
import type { SeededRandom } from "../../../src/testing";
import { ByteWriter } from "../../../src/wire/byte-writer";
import { wireNodeOf } from "../../../src/wire/wire-schema";
import { writeValue } from "../../../src/wire/wire-value";
import { oddArguments, oddValue } from "./hostile-values";

/** How many of its kind a name of a mutator has as arguments. */
const CALLS: ReadonlyArray<readonly [name: string, count: number]> = [
	["buyItem", 1],
	["earn", 1],
	["gamble", 0],
	["tryLuck", 0],
	["roll", 0],
	["rename", 1],
	["describe", 1],
	["count", 2],
	["clear", 0],
	["dial", 1],
	["keep", 1],
	["expensive", 0],
	["broken", 0],
	["waits", 0],
];

/** Fits wherever a table of these names may be, and has more in it. */
const FORGED = { id: "forged", amount: 1, hat: "forged", colour: 1, volume: 1, music: true, forged: true, luck: 1e9 };

/** Each fits some place that clients may set. */
const FITTING: ReadonlyArray<defined> = [0.5, true, "a label", { hat: "cap", colour: 3, odd: true }];

/** What a changed client sends: bytes by chance, real messages with something changed in them, and nonsense in the right form. */
export class HostileMessages {
	private readonly writer = new ByteWriter();
	private readonly real = new Array<string>();
	/** The stream of its own document. */
	private own = 0;

	constructor(
		private readonly random: SeededRandom,
		private readonly codec: IntentCodec,
		private readonly mutators: Mutators,
		/** Something of the engine's that could be sent. */
		private readonly instance: unknown,
	) {}

	/** A message as the game's own client has sent it. */
	learn(message: string): void {
		if (message.size() > 1) this.real.push(message);
	}

	/** The arguments of the next call of the remote: the server expects this number next, of this stream. */
	make(expected: number, stream: number): Array<unknown> {
		this.own = stream;
		const roll = this.random.nextNumber();
		if (roll < 0.1) return oddArguments(this.random, this.instance);
		if (roll < 0.3) return [this.bytes(this.random.nextInteger(1, 60))];
		if (roll < 0.55 && !this.real.isEmpty()) return [this.changed(this.random.pick(this.real))];
		return [this.sections(expected)];
	}

	private bytes(count: number): string {
		let made = "";
		for (const _ of $range(1, count)) made += string.char(this.random.nextInteger(0, 255));
		return made;
	}

	/** A real message, with bytes changed, cut off, doubled or put in. */
	private changed(message: string): string {
		const { random } = this;
		const at = random.nextInteger(1, message.size());
		const [head, tail] = [message.sub(1, at - 1), message.sub(at + 1)];
		const choice = random.nextInteger(0, 4);
		if (choice === 0) return head + this.bytes(1) + tail;
		if (choice === 1) return head;
		if (choice === 2) return message + message;
		if (choice === 3) return head + this.bytes(random.nextInteger(1, 8)) + message.sub(at);
		return this.random.pick(this.real) + head + tail;
	}

	/** A few sections in the right form, of which most say something that cannot be. */
	private sections(expected: number): string {
		const { random, writer } = this;
		writer.clear();
		let sequence = expected;
		for (const _ of $range(1, random.nextInteger(1, 3))) {
			const roll = random.nextNumber();
			if (roll < 0.02) writeHello(writer, random.nextInteger(0, 0x7fffffff));
			else if (roll < 0.15) writeResync(writer, this.stream(), random.chance(0.5) ? this.revision() : undefined);
			else {
				if (random.chance(0.15)) sequence += random.nextInteger(-40, 40);
				this.writeIntent(math.max(sequence, 0));
				sequence += 1;
			}
		}
		return buffer.tostring(writer.toBuffer());
	}

	private writeIntent(sequence: number): void {
		const { random, writer, codec } = this;
		const intent = this.intent();
		const id = random.chance(0.1) ? random.nextInteger(0, 2000) : codec.idOf(intent);
		writeIntentHead(writer, this.stream(), sequence, id);
		const size = writer.size();
		if (random.chance(0.15)) return this.writeForged(intent);
		// What has no bytes is left out: then something else follows where it should be.
		const [ok] = pcall(() => codec.write(writer, intent));
		if (!ok) writer.truncate(size);
	}

	/** Other tables in the places of those that schemas know, by the form that servers have for data older than its schema. */
	private writeForged(intent: Intent): void {
		const { writer, codec, mutators } = this;
		const forge = (node: SchemaNode) => {
			wireNodeOf(node).escape(writer);
			writeValue(writer, FORGED);
		};
		if (intent.kind === "call") {
			for (const { node } of mutators.byName.get(intent.name)!.args) forge(node);
		} else {
			writer.varint(intent.place);
			for (const segment of codec.places[intent.place].pattern) if (segment === "*") writeValue(writer, "a");
			forge(codec.places[intent.place].node);
		}
	}

	private intent(): Intent {
		const { random, codec } = this;
		if (random.chance(0.2)) {
			const place = random.nextInteger(0, codec.places.size() - 1);
			const value = random.chance(0.3) ? random.pick(FITTING) : oddValue(random);
			return { kind: "set", place, path: codec.places[place].pattern, value: value as defined };
		}
		const [name, count] = random.pick(CALLS);
		const values = new Map<number, unknown>();
		for (const index of $range(1, count)) {
			values.set(index, random.chance(0.4) ? this.sensible(name, index) : oddValue(random));
		}
		return { kind: "call", name, args: { count, values } };
	}

	private sensible(name: string, index: number): unknown {
		if (name === "earn") return this.random.nextInteger(1, 1000);
		if (name === "keep") return { id: "gift", amount: this.random.nextInteger(0, 10), odd: true };
		if (name === "dial") return this.random.nextNumber();
		if (name === "count" && index === 2) return this.random.nextInteger(-5, 5);
		return name === "buyItem" ? "torch" : "some text";
	}

	/** Mostly the client's own document. */
	private stream(): number {
		const roll = this.random.nextNumber();
		if (roll < 0.8) return this.own;
		return roll < 0.95 ? this.own + 1 : this.random.nextInteger(2, 1e6);
	}

	private revision(): number {
		return this.random.chance(0.5) ? this.random.nextInteger(0, 50) : this.random.nextInteger(0, 2 ** 40);
	}
}
