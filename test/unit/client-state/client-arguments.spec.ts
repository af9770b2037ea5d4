/// <reference types="@rbxts/testez/globals" />
import { defineMutators, s } from "../../../src";
import { checkIntent } from "../../../src/mutators/check-intent";
import type { Mutators } from "../../../src/mutators/define-mutators";
import { IntentCodec, SET_ID } from "../../../src/mutators/intent-codec";
import { findWritablePlaces } from "../../../src/mutators/writable-places";
import { writeIntentHead } from "../../../src/protocol/client-section";
import type { Schema } from "../../../src/schema/schema";
import { ByteReader } from "../../../src/wire/byte-reader";
import { ByteWriter } from "../../../src/wire/byte-writer";
import { writeEnclosing, writeValue } from "../../../src/wire/wire-value";
import { intentFor, message } from "./support/messages";
import { standOf, WiredClient, WiredGame, WiredGameOptions } from "./support/wired-game";

interface Tree {
	all?: Array<Tree>;
	mark?: boolean;
	inner?: Tree;
	op?: string;
}

interface Expr {
	args: Array<Expr>;
	op?: string;
	value?: number;
}

export = () => {
	let wired: WiredGame;
	let ann: WiredClient;

	const begin = (options: WiredGameOptions = {}) => {
		wired = new WiredGame(options);
		ann = wired.joinWith(12);
	};

	const setAt = (field: string, sequence: number, write: (writer: ByteWriter) => void) => {
		const places = findWritablePlaces(wired.game.schema.node);
		return message((writer) => {
			writeIntentHead(writer, 0, sequence, SET_ID);
			writer.varint(places.findIndex(({ pattern }) => pattern[0] === field));
			write(writer);
		});
	};

	const itemsTold = () => {
		const told = new Array<string>();
		ann.state().addChangeListener(["items"], (items, _before, why) => {
			told.push(`${items?.map(({ amount }) => amount).join("+")} ${why}`);
		});
		return told;
	};

	/** The server changes something else. */
	const changeCoins = (coins: number) => {
		wired.session("12").set(["coins"], coins);
		wired.clearPost();
		wired.run();
	};

	afterEach(() => wired.stop());

	describe("what a hostile client sends in place of a table that the schema knows", () => {
		it("brings no private field, and none that nobody has named, into the document", () => {
			begin();
			const forged = intentFor(wired, 1, "addItem", (writer) => {
				// In the place of its first field: it is the object itself that is another one.
				writer.varint(0);
				writeEnclosing(writer);
				writeValue(writer, { id: "torch", amount: 1, seal: "forged", admin: true });
			});
			wired.post(ann.player, forged);
			wired.run(0.2);
			expect(wired.session("12").data.items.isEmpty()).to.equal(true);
			expect(wired.violationKinds()).to.equal("malformed");
		});

		it("is not set either", () => {
			begin();
			const forged = setAt("settings", 1, (writer) => {
				writer.varint(2);
				writeEnclosing(writer);
				writeValue(writer, { loud: true, isAdmin: true, junk: string.rep("junk ", 500) });
			});
			wired.post(ann.player, forged);
			wired.run(0.2);
			const { settings } = wired.session("12").data;
			expect(settings.loud).to.equal(false);
			expect((settings as { isAdmin?: boolean }).isAdmin).to.equal(undefined);
			expect(wired.violationKinds()).to.equal("malformed");
		});

		it("is set under no key that the schema does not allow", () => {
			begin({ config: { tokensMax: 1000, violationsMax: 1e6 } });
			[string.rep("x", 50), "\xff", 1, 0.5, -1, 0 / 0, "ok"].forEach((key, index) => {
				const forged = setAt("marks", index + 1, (writer) => {
					writeValue(writer, key);
					writer.varint(15);
				});
				wired.post(ann.player, forged);
			});
			wired.run(0.5);
			const keys = new Array<string>();
			for (const [key] of wired.session("12").data.marks) keys.push(key);
			expect(keys.join(" ")).to.equal("ok");
		});
	});

	describe("a union", () => {
		it("is not read as one member and taken for another, whose fields it does not have", () => {
			begin();
			const forged = setAt("pose", 1, (writer) => {
				// As one who sits, whose kind is, by escape, to stand: then nobody looks at the seat.
				writer.varint(1);
				writer.varint(0);
				writeValue(writer, "stand");
				writer.text(string.rep("junk ", 1000));
			});
			wired.post(ann.player, forged);
			wired.run(0.2);
			const { pose } = wired.session("12").data;
			expect(pose.kind).to.equal("stand");
			expect((pose as { seat?: string }).seat).to.equal(undefined);
			expect(wired.violationKinds()).to.equal("malformed");
			const mutation = ann.state().setState(["pose"], { kind: "sit", seat: "sofa" });
			wired.run(0.2);
			expect(standOf(mutation)).to.equal("confirmed");
		});

		it("is not read as one member and taken for another either where nothing tells them apart", () => {
			begin();
			const seat = () => (wired.session("12").data.place as { seat?: string }).seat;
			const mutation = ann.state().setState(["place"], { seat: "sofa" });
			wired.run(0.2);
			expect(standOf(mutation)).to.equal("confirmed");
			expect(seat()).to.equal("sofa");
			const forged = setAt("place", 2, (writer) => {
				writer.varint(1);
				writer.text(string.rep("junk ", 1000));
			});
			wired.post(ann.player, forged);
			wired.run(0.2);
			expect(seat()).to.equal(undefined);
		});

		it("is looked through once by the server, however deep a client sends it", () => {
			let checks = 0;
			const mark = s.custom((value): value is boolean => {
				checks += 1;
				return typeIs(value, "boolean");
			});
			const lazy: Schema<Tree> = s.lazy<Tree>(() => tree);
			const tree: Schema<Tree> = s.union(
				s.object({ all: s.array(lazy), mark }),
				s.object({ inner: lazy, op: s.string() }),
			) as unknown as Schema<Tree>;
			const mutators = defineMutators(s.object({}), { plant: { args: [tree], run: () => {} } });
			const codec = new IntentCodec(mutators as unknown as Mutators);
			const counted = (depth: number) => {
				const leaves = new Array<Tree>();
				for (const _ of $range(1, 200)) leaves.push({ all: [], mark: true });
				let value: Tree = { all: leaves, mark: true };
				for (const _ of $range(1, depth)) value = { inner: value, op: "x" };
				const writer = new ByteWriter();
				codec.write(writer, { kind: "call", name: "plant", args: { count: 1, values: new Map([[1, value]]) } });
				const bytes = writer.toBuffer();
				checks = 0;
				const read = codec.read(ByteReader.ofClient(bytes), 1);
				expect(checks).to.equal(0);
				codec.settle(read);
				return checks;
			};
			const flat = counted(1);
			expect(counted(50) < 2 * flat).to.equal(true);
		});

		it("with a check that waits has failed, and its client has sent nothing wrong", () => {
			let waits = false;
			begin({
				hooks: {
					check: () => {
						if (waits) task.wait(0.05);
						return true;
					},
				},
			});
			const mutation = ann.state().mutate.choose(5);
			waits = true;
			wired.run(1);
			task.wait(0.2);
			wired.run(1);
			expect(standOf(mutation)).to.equal("rejected: failed It could not be done.");
			expect(wired.violations.isEmpty()).to.equal(true);
		});

		it("that fits no member is the client's fault, not that of the game's code", () => {
			begin();
			for (const sequence of $range(1, 3)) {
				wired.post(
					ann.player,
					setAt("place", sequence, (writer) => {
						writer.varint(2);
						writer.u8(2);
						writer.text("longer than five");
					}),
				);
			}
			wired.run(1);
			expect(wired.violationKinds()).to.equal("invalid invalid invalid");
			expect(wired.events.size()).to.equal(0);
		});

		it("that contains itself is looked through once, however deep a value is", () => {
			let checks = 0;
			const op = s.custom((value): value is string => {
				checks += 1;
				return typeIs(value, "string");
			});
			const leaf: Schema<Expr> = s.lazy<Expr>(() => expression);
			const expression: Schema<Expr> = s.union(
				s.object({ args: s.array(leaf), op }),
				s.object({ args: s.array(leaf), value: s.integer() }),
			) as unknown as Schema<Expr>;
			let value: Expr = { args: [], value: 1 };
			for (const _ of $range(1, 16)) value = { args: [value], value: 1 };
			expect(expression.is(value)).to.equal(true);
			expect(checks < 100).to.equal(true);
			checks = 0;
			let wrong = { args: [], value: 0.5 } as Expr;
			for (const _ of $range(1, 16)) wrong = { args: [wrong], value: 1 };
			expect(expression.is(wrong)).to.equal(false);
			expect(checks < 100).to.equal(true);
		});
	});

	describe("a recursive schema", () => {
		it("is none the worse for checks that waited", () => {
			let waits = true;
			const inner = s.custom((value): value is number => {
				if (waits) task.wait(0.01);
				return typeIs(value, "number");
			});
			const mutators = defineMutators(s.object({}), { go: { args: [s.lazy(() => inner)], run: () => {} } });
			const args = { count: 1, values: new Map<number, unknown>([[1, 5]]) };
			const check = () => checkIntent(mutators as unknown as Mutators, [], { kind: "call", name: "go", args });
			for (const _ of $range(1, 65)) expect(check()?.code).to.equal("failed");
			waits = false;
			expect(check()).to.equal(undefined);
		});
	});

	describe("arguments", () => {
		it("are not changed by what is asked for after them, however often that is done again", () => {
			begin();
			const told = itemsTold();
			ann.state().mutate.addItem({ id: "potion", amount: 10 });
			ann.state().mutate.useItem(0);
			for (const coins of [1, 2, 3]) changeCoins(coins);
			expect(told.join(", ")).to.equal("10 predicted, 9 predicted");
		});

		it("are not read again after the call", () => {
			begin();
			const mine = { id: "potion", amount: 10 };
			ann.state().mutate.addItem(mine);
			mine.amount = 99;
			changeCoins(5);
			expect(ann.state().getState()!.items[0].amount).to.equal(10);
		});

		it("may be changed by the mutator on both sides", () => {
			begin();
			const mutation = ann.state().mutate.addClamped({ id: "potion", amount: 10 });
			expect(standOf(mutation)).to.equal("predicted");
			wired.run(0.5);
			expect(standOf(mutation)).to.equal("confirmed");
			expect(wired.session("12").data.items[0].amount).to.equal(3);
		});

		it("are guessed with as they are sent: what they have beside their schema is in no guess", () => {
			begin();
			const told = itemsTold();
			const given = { id: "a", amount: 1, colour: "red" };
			const mutation = ann.state().mutate.addItem(given);
			wired.run(0.5);
			expect(standOf(mutation)).to.equal("confirmed");
			expect(told.join(", ")).to.equal("1 predicted");
		});

		it("cannot be declared with private parts, which do not travel", () => {
			const sealed = s.object({ id: s.string(), seal: s.string().private() });
			const declare = () => defineMutators(s.object({}), { put: { args: [s.array(sealed)], run: () => {} } });
			expect(declare).to.throw("private parts");
		});
	});
};
