/// <reference types="@rbxts/testez/globals" />
import type { InvalidDataPolicy } from "../../src/server";
import { isEqual } from "../../src/shared/data/equal";
import { formatPath } from "../../src/shared/data/path";
import { findHeadless } from "./support/headless";
import { WRITE } from "./support/mishaps";
import { Declare, KEY, SchemaHost, SchemaWorld, told, valueOf } from "./support/schema-world";

interface Hero {
	coins: number;
	level: number;
}

function hero(onInvalid: InvalidDataPolicy): Declare<Hero> {
	return (s) => ({
		schema: s.object({
			coins: s.integer({ min: 0 }).default(0),
			level: s.integer({ min: 1, max: 100 }).default(1),
		}),
		onInvalid,
		backups: "off",
	});
}

export = () => {
	if (findHeadless() === undefined) SKIP();

	let world: SchemaWorld;
	let writer: SchemaHost<Hero>;

	/** A document with five coins that was saved and backed up, then saved with six, and is free. */
	beforeEach(() => {
		world = new SchemaWorld();
		writer = world.boot(hero("refuse"));
		const session = writer.opened();
		session.set(["coins"], 5);
		writer.save(session);
		writer.backUp();
		session.set(["coins"], 6);
		expect(writer.close(session)).to.equal("ok");
	});

	afterEach(() => {
		expect(world.problems()).to.equal("");
	});

	/** Damages the data in the record alone. */
	const damage = (data: object) => {
		world.corrupt((record: object) => ({ ...record, data }));
		return world.record();
	};

	/** Whether the quarantine was written before the document, of their last writes. */
	const keptFirst = () => {
		const last = (key: string) => world.writes.findIndex((write) => write === world.lastWrite(key));
		return last(`~q/${KEY}`) < last(KEY);
	};

	describe("an envelope that is none", () => {
		const envelopes: ReadonlyArray<readonly [name: string, value: unknown]> = [
			["a text", "garbage"],
			["an empty table", {}],
			["a revision that is no number", { format: 1, revision: "x", epoch: 1, stamps: [], data: { coins: 1 } }],
			["a format that is not known here", { format: 99, revision: 1, epoch: 1, stamps: [], data: { coins: 1 } }],
		];
		for (const [name, value] of envelopes) {
			it(`is refused and left as it is where the collection says so: ${name}`, () => {
				world.corrupt(() => value);
				const before = world.countWrites();
				expect(told(writer.open())).to.equal("unreadableRecord");
				world.run(120);
				expect(world.countWrites()).to.equal(before);
				expect(isEqual(world.stored(), value)).to.equal(true);
			});

			it(`gives way to the newest backup where the collection says so, and is kept in quarantine: ${name}`, () => {
				world.corrupt(() => value);
				const host = world.boot(hero("recover"));
				const session = host.opened();
				expect(session.data.coins).to.equal(5);
				expect(isEqual(host.quarantined(), value)).to.equal(true);
				session.set(["coins"], 7);
				expect(host.close(session)).to.equal("ok");
				expect(writer.find().coins).to.equal(7);
			});
		}
	});

	describe("data of wrong types", () => {
		it("is refused with all that is wrong, left as it is, and the document is free", () => {
			const { data, revision } = damage({ coins: -3, level: "seven", extra: 1 });
			const opened = writer.open();
			if (opened.ok || opened.error.kind !== "invalidData") return expect(told(opened)).to.equal("invalidData");
			const paths = (opened.error as unknown as { errors: Array<{ path: Array<string> }> }).errors;
			const wrong = paths.map(({ path }) => formatPath(path));
			wrong.sort();
			expect(wrong.join(", ")).to.equal("coins, level");
			world.run(5);
			const record = world.record();
			expect(isEqual(record.data, data)).to.equal(true);
			expect(record.revision).to.equal(revision);
			expect(record.lock).to.equal(undefined);
			expect(isEqual((writer.quarantined() as { data: unknown }).data, data)).to.equal(true);
		});

		it("is mended where the collection says so; the original is kept, and the next save holds what was mended", () => {
			const { data } = damage({ coins: -3, level: "seven" });
			const host = world.boot(hero("sanitize"));
			const session = host.opened();
			expect(session.data.coins).to.equal(0);
			expect(session.data.level).to.equal(1);
			expect(session.isDirty()).to.equal(true);
			// Nothing is written over the original before somebody saves, and then it is kept first.
			expect(isEqual(world.record().data, data)).to.equal(true);
			expect(host.close(session)).to.equal("ok");
			expect(isEqual((host.quarantined() as { data: unknown }).data, data)).to.equal(true);
			expect(keptFirst()).to.equal(true);
			expect(isEqual(world.record().data, { coins: 0, level: 1 })).to.equal(true);
			expect(writer.find().level).to.equal(1);
		});

		it("gives way to the newest backup where the collection says so, and the original is kept", () => {
			const { data, revision } = damage({ coins: -3, level: "seven" });
			const host = world.boot(hero("recover"));
			const session = host.opened();
			expect(session.data.coins).to.equal(5);
			expect(session.opening.source).to.equal("backup");
			expect(host.close(session)).to.equal("ok");
			expect(isEqual((host.quarantined() as { data: unknown }).data, data)).to.equal(true);
			expect(keptFirst()).to.equal(true);
			expect(isEqual(world.record().data, { coins: 5, level: 1 })).to.equal(true);
			expect(world.record().revision > revision).to.equal(true);
		});

		it("is kept before anything is written over it, also by the session after one that could not save", () => {
			const { data } = damage({ coins: -3, level: "seven" });
			const host = world.boot(hero("sanitize"));
			const session = host.opened();
			session.set(["coins"], 9);
			const down = world.mishaps.add({ operation: WRITE, service: "DataStoreService" }, { kind: "failed" });
			const closed = host.ask(() => told(session.close().expect()));
			world.run(3);
			const rejoined = host.ask(() => host.manager.open(host.collection, KEY).expect());
			world.run(3);
			expect(closed.answer).to.equal("sessionClosed");
			// The quarantine alone cannot be written now.
			down();
			world.mishaps.add({ operation: WRITE, target: "~q/" }, { kind: "failed" }, 3);
			expect(world.runUntil(() => rejoined.isOver === true, 60)).to.equal(true);
			expect(valueOf(rejoined.answer!).data.coins).to.equal(9);
			expect(isEqual((host.quarantined() as { data: unknown }).data, data)).to.equal(true);
			expect(isEqual(world.record().data, { coins: 9, level: 1 })).to.equal(true);
			expect(host.close(valueOf(rejoined.answer!))).to.equal("ok");
		});

		it("survives, mended and journaled, the crash of the server that mended it", () => {
			damage({ coins: -3, level: 7 });
			const host = world.boot(hero("sanitize"));
			const session = host.opened();
			session.set(["coins"], 9);
			expect(told(host.get(() => session.journaled().expect()))).to.equal("ok");
			host.server.crash();
			const found = writer.find();
			expect(`${found.coins} ${found.level}`).to.equal("9 7");
		});

		it("is not written over by the fold of a server that died before it had kept it", () => {
			const { data } = damage({ coins: -3, level: "seven" });
			const host = world.boot(hero("sanitize"));
			const session = host.opened();
			world.mishaps.add({ operation: WRITE, service: "DataStoreService" }, { kind: "failed" });
			session.set(["coins"], 9);
			const journaled = host.ask(() => told(session.journaled().expect()));
			world.run(6);
			host.server.crash();
			world.mishaps.end();
			expect(journaled.answer).to.equal(undefined);
			expect(told(world.boot(hero("refuse")).open())).to.equal("invalidData");
			world.run(5);
			expect(isEqual(world.record().data, data)).to.equal(true);
		});

		it("is refused where there is no backup to go back to, and is left as it is", () => {
			world.put({ coins: "many", level: 1 }, 1, 1, "other");
			const host = world.boot(hero("recover"));
			expect(told(host.open("other"))).to.equal("invalidData");
			world.run(5);
			const record = world.record("other");
			expect(isEqual(record.data, { coins: "many", level: 1 })).to.equal(true);
			expect(record.lock).to.equal(undefined);
		});
	});

	describe("data of a newer version", () => {
		it("is refused and not touched, whatever the collection does with data that is invalid", () => {
			for (const policy of ["refuse", "sanitize", "recover"] as const) {
				world.put({ coins: "many" }, 9);
				const before = world.countWrites();
				expect(told(world.boot(hero(policy)).open())).to.equal("newerData");
				world.run(40);
				expect(world.countWrites()).to.equal(before);
			}
		});

		it("that says it is readable is opened; its label and what is not known here survive the save", () => {
			world.put({ coins: 3, level: 2, aura: { colour: "blue" } }, 9, 1);
			const session = writer.opened();
			session.update((draft) => {
				draft.coins += 1;
			});
			expect(writer.close(session)).to.equal("ok");
			const record = world.record();
			expect(isEqual(record.data, { coins: 4, level: 2, aura: { colour: "blue" } })).to.equal(true);
			expect(record.schema).to.equal(9);
			expect(record.readableFrom).to.equal(1);
			expect((record as unknown as { note: string }).note).to.equal("kept");
		});
	});

	describe("a commit that breaks the schema", () => {
		it("leaves no trace, and says all that is wrong", () => {
			const session = writer.opened();
			const { data, revision } = session;
			let heard = 0;
			session.committed.subscribe(() => (heard += 1));
			const refused = session.update((draft) => {
				draft.coins = -1;
				draft.level = 1000;
			});
			expect(refused.ok).to.equal(false);
			if (!refused.ok) {
				expect(refused.error.kind).to.equal("invalidData");
				expect((refused.error as unknown as { errors: Array<unknown> }).errors.size()).to.equal(2);
				expect(refused.error.context.key).to.equal(KEY);
			}
			expect(session.set(["level"], 0).ok).to.equal(false);
			expect(session.data).to.equal(data);
			expect(session.revision).to.equal(revision);
			expect(session.isDirty()).to.equal(false);
			const taken = session.set(["level"], 2);
			expect(taken.ok && taken.value!.patch.to === revision + 1).to.equal(true);
			expect(heard).to.equal(1);
			expect(writer.close(session)).to.equal("ok");
			expect(isEqual(world.record().data, { coins: 6, level: 2 })).to.equal(true);
		});
	});
};
