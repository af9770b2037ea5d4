/// <reference types="@rbxts/testez/globals" />
import { DataManager, defineCollection, mergeBy, RunOptions, Session, TransactOutcome } from "../../../../src/server";
import { formatPath } from "../../../../src/shared/data";
import { HoldfastError } from "../../../../src/shared/errors";
import { Result } from "../../../../src/shared/result";
import { createMemoryCloud, MemoryCloud } from "../support/memory-cloud";

interface Data {
	coins: number;
	level: number;
	items: Array<string>;
	note?: string;
}

const COLLECTION = defineCollection({
	backups: "off",
	name: "C",
	defaults: (): Data => ({ coins: 10, level: 1, items: ["torch"] }),
});

/** `conflict C/a coins: revision 0, not revision 1`, one for each. */
function told(outcome: TransactOutcome): string {
	if (outcome.kind === "committed") return "committed";
	if (outcome.kind === "aborted") return `aborted ${outcome.reason.kind}`;
	const errors = outcome.errors.map(({ kind, context: { collection, key, path, expected, actual } }) => {
		const place = path !== undefined ? ` ${formatPath(path)}` : "";
		const versions = kind === "conflict" ? `: ${expected}, not ${actual}` : "";
		return `${kind} ${collection ?? "-"}/${key ?? "-"}${place}${versions}`;
	});
	return errors.join("; ");
}

function kindOf(result: Result<unknown, HoldfastError>): string {
	return result.ok ? "ok" : result.error.kind;
}

export = () => {
	let cloud: MemoryCloud;
	let manager: DataManager;
	let a: Session<Data>;
	let b: Session<Data>;

	function open(key: string): Session<Data> {
		const opened = manager.open(COLLECTION, key).expect();
		return opened.ok ? opened.value : error(opened.error.message);
	}

	function pair(): string {
		return `${a.data.coins} ${b.data.coins}`;
	}

	beforeEach(() => {
		cloud = createMemoryCloud();
		manager = new DataManager({ cloud: cloud.ports });
		manager.start();
		a = open("a");
		b = open("b");
	});

	afterEach(() => {
		manager.stop().await();
	});

	describe("a transaction", () => {
		it("reads its own writes, and nobody else does before its commit", () => {
			const tx = manager.dataAccess().beginTransaction();
			expect(
				kindOf(
					tx.write(a, (draft) => {
						draft.coins -= 4;
						draft.items.push("map");
					}),
				),
			).to.equal("ok");
			expect(kindOf(tx.write(COLLECTION, "b", ["coins"], 14))).to.equal("ok");
			const [mine, theirs] = [tx.read(a), tx.read(b, ["coins"])];
			expect(mine.ok && `${mine.value.coins} ${mine.value.items.join(" ")}`).to.equal("6 torch map");
			expect(theirs.ok && theirs.value).to.equal(14);
			expect(pair()).to.equal("10 10");
			expect(told(tx.commit().expect())).to.equal("committed");
			expect(pair()).to.equal("6 14");
		});

		it("reads a document as it was when it touched it first, frozen", () => {
			const tx = manager.dataAccess().beginTransaction();
			const first = tx.read(a);
			a.increment(["coins"], 5);
			const second = tx.read(COLLECTION, "a");
			expect(first.ok && second.ok && first.value === second.value).to.equal(true);
			expect(first.ok && first.value.coins === 10 && table.isfrozen(first.value.items as object)).to.equal(true);
		});

		it("that has only read writes nothing, and is committed if nothing has changed", () => {
			const requests = cloud.countRequests();
			const tx = manager.dataAccess().beginTransaction();
			tx.read(a);
			tx.read(b);
			expect(told(tx.commit().expect())).to.equal("committed");
			expect(cloud.countRequests()).to.equal(requests);
			expect(told(manager.dataAccess().beginTransaction().commit().expect())).to.equal("committed");
		});

		it("that is rolled back leaves nothing", () => {
			const tx = manager.dataAccess().beginTransaction();
			tx.write(a, ["coins"], 0);
			expect(kindOf(tx.rollback())).to.equal("ok");
			expect(`${pair()} ${a.revision}`).to.equal("10 10 0");
		});

		it("that is over refuses everything", () => {
			const access = manager.dataAccess();
			const [back, done] = [access.beginTransaction(), access.beginTransaction()];
			back.rollback();
			done.commit().expect();
			for (const tx of [back, done]) {
				const kinds = [kindOf(tx.read(a)), kindOf(tx.write(a, ["coins"], 0)), kindOf(tx.rollback())];
				kinds.push(told(tx.commit().expect()));
				expect(kinds.join(", ")).to.equal("transactionOver, transactionOver, transactionOver, transactionOver -/-");
			}
			expect(`${back.getState()} ${done.getState()}`).to.equal("rolledBack committed");
		});

		it("takes its context along with its commits", () => {
			let who: unknown;
			a.committed.subscribe(({ context }) => {
				who = context?.who;
			});
			const tx = manager.dataAccess({ context: { who: "Ann" } }).beginTransaction();
			tx.write(a, ["coins"], 0);
			tx.commit().expect();
			expect(who).to.equal("Ann");
		});
	});

	describe("bad input", () => {
		it("of a document that is not open here is refused", () => {
			const tx = manager.dataAccess().beginTransaction();
			expect(kindOf(tx.read(COLLECTION, "nobody"))).to.equal("notOpen");
			b.close().expect();
			expect(kindOf(tx.read(b))).to.equal("notOpen");
			expect(kindOf(tx.read(a, ["items", 7] as never))).to.equal("invalidPath");
		});

		it("of a write that fails leaves the copy as it was, and nothing of the transaction can be committed", () => {
			const bad = [
				[
					"recipeYielded",
					(draft: Data) => {
						draft.coins = 0;
						task.wait();
					},
				],
				["recipeThrew", () => error("no")],
				[
					"unstorable",
					(draft: Data) => {
						draft.coins = 0 / 0;
					},
				],
			] as const;
			for (const [kind, recipe] of bad) {
				const tx = manager.dataAccess().beginTransaction();
				tx.write(a, ["coins"], 3);
				expect(kindOf(tx.write(b, recipe))).to.equal(kind);
				const left = tx.read(b);
				expect(left.ok && left.value.coins).to.equal(10);
				expect(told(tx.commit().expect())).to.equal(kind === "unstorable" ? `${kind} C/b coins` : `${kind} C/b`);
			}
			expect(pair()).to.equal("10 10");
		});

		it("of options that are none ends in an error", () => {
			const wrong: ReadonlyArray<object> = [
				{ strategy: "mine" },
				{ lockTimeoutSeconds: -1 },
				{ lockTimeoutSeconds: 0 / 0 },
				{ retries: 1.5 },
			];
			for (const options of wrong) expect(() => manager.dataAccess(options as RunOptions)).to.throw("dataAccess");
		});
	});

	describe("with server_wins", () => {
		it("loses to a change in between, of what it wrote or only read, and names the versions", () => {
			for (const write of [true, false]) {
				const before = a.revision;
				const tx = manager.dataAccess().beginTransaction();
				tx.read(a);
				tx.read(b);
				tx.write(write ? a : b, ["level"], a.data.level + 7);
				a.increment(["coins"], 1);
				const coins = pair();
				const expected = `conflict C/a: revision ${before}, not revision ${before + 1}`;
				expect(told(tx.commit().expect())).to.equal(expected);
				expect(`${pair()} ${a.data.level} ${b.data.level}`).to.equal(`${coins} 1 1`);
			}
		});

		it("names every document that has changed", () => {
			const tx = manager.dataAccess().beginTransaction();
			tx.write(a, ["coins"], 0);
			tx.write(b, ["coins"], 0);
			a.increment(["coins"], 1);
			b.increment(["coins"], 1);
			expect(told(tx.commit().expect())).to.equal(
				"conflict C/a: revision 0, not revision 1; conflict C/b: revision 0, not revision 1",
			);
		});
	});

	it("with client_wins puts its writes over what is there, place by place", () => {
		const tx = manager.dataAccess({ strategy: "client_wins" }).beginTransaction();
		tx.write(a, (draft) => {
			draft.coins = 77;
			draft.items.push("map");
		});
		a.update((draft) => {
			draft.coins = 1;
			draft.level = 9;
			draft.items.push("rope");
		});
		expect(told(tx.commit().expect())).to.equal("committed");
		expect(`${a.data.coins} ${a.data.level} ${a.data.items.join(" ")}`).to.equal("77 9 torch map");
	});

	describe("with merge", () => {
		const begin = () => manager.dataAccess({ strategy: "merge" }).beginTransaction();

		it("lets changes of different places both stand", () => {
			const tx = begin();
			tx.read(a);
			tx.write(a, ["coins"], 77);
			a.set(["level"], 9);
			expect(told(tx.commit().expect())).to.equal("committed");
			expect(`${a.data.coins} ${a.data.level}`).to.equal("77 9");
		});

		it("is refused where both have changed the same place, and names it", () => {
			const tx = begin();
			tx.write(a, ["coins"], 77);
			tx.write(a, ["level"], 2);
			tx.write(b, ["coins"], 0);
			a.set(["coins"], 5);
			expect(told(tx.commit().expect())).to.equal("conflict C/a coins: revision 0, not revision 1");
			expect(`${pair()} ${a.data.level}`).to.equal("5 10 1");
		});

		it("counts what was read by its path, and a document that was only read", () => {
			const byPath = begin();
			byPath.read(b, ["coins"]);
			byPath.write(a, ["level"], 2);
			b.set(["level"], 4);
			expect(told(byPath.commit().expect())).to.equal("committed");

			const changed = begin();
			changed.read(b, ["coins"]);
			changed.write(b, ["level"], 5);
			b.set(["coins"], 4);
			expect(told(changed.commit().expect())).to.equal("conflict C/b coins: revision 1, not revision 2");

			const whole = begin();
			whole.read(b);
			whole.write(a, ["level"], 3);
			b.set(["coins"], 5);
			expect(told(whole.commit().expect())).to.equal("conflict C/b (root): revision 2, not revision 3");
		});

		it("asks the merger of the collection, which gets all three", () => {
			const merger = mergeBy(COLLECTION, (base, theirs, mine) => ({
				...theirs,
				coins: theirs.coins + mine.coins - base.coins,
			}));
			const tx = manager.dataAccess({ strategy: "merge", mergers: [merger] }).beginTransaction();
			tx.write(a, ["coins"], 13);
			a.set(["coins"], 30);
			expect(told(tx.commit().expect())).to.equal("committed");
			expect(a.data.coins).to.equal(33);
		});

		it("changes nothing anywhere if the merger throws, yields or makes what may not be", () => {
			const mergers: ReadonlyArray<[kind: string, merger: () => unknown]> = [
				["recipeThrew", () => error("no")],
				["recipeYielded", () => task.wait()],
				["recipeYielded", async () => a.data],
				["unstorable", () => 5],
				["unstorable", () => undefined],
			];
			for (const [kind, merger] of mergers) {
				const tx = manager
					.dataAccess({ strategy: "merge", mergers: [mergeBy(COLLECTION, merger as () => never)] })
					.beginTransaction();
				tx.write(a, ["coins"], 500);
				tx.write(b, ["coins"], 0);
				a.increment(["coins"], 1);
				const before = pair();
				expect(told(tx.commit().expect())).to.equal(kind === "unstorable" ? `${kind} C/a (root)` : `${kind} C/a`);
				expect(pair()).to.equal(before);
			}
			expect(a.set(["coins"], 1).ok).to.equal(true);
		});
	});

	describe("run", () => {
		it("gives what the function returned, also of an async one that yields", () => {
			const outcome = manager
				.dataAccess()
				.run(async (tx) => {
					const read = tx.read(a);
					await Promise.delay(0.1);
					if (!read.ok) return "not open";
					tx.write(a, ["coins"], read.value.coins + 1);
					return "paid";
				})
				.expect();
			expect(outcome.kind === "committed" && `${outcome.value} ${outcome.tries}`).to.equal("paid 1");
			expect(a.data.coins).to.equal(11);
		});

		it("begins again from fresh reads after a conflict, until it succeeds", () => {
			let calls = 0;
			const outcome = manager
				.dataAccess()
				.run((tx) => {
					calls += 1;
					const read = tx.read(a);
					if (calls < 3) a.increment(["coins"], 1);
					if (read.ok) tx.write(a, ["coins"], read.value.coins + 100);
				})
				.expect();
			expect(`${outcome.kind} ${outcome.tries} ${calls} ${a.data.coins}`).to.equal("committed 3 3 112");
		});

		it("gives up after so many retries, with the last conflict", () => {
			let calls = 0;
			const outcome = manager
				.dataAccess({ retries: 2 })
				.run((tx) => {
					calls += 1;
					tx.write(a, ["level"], 5);
					a.increment(["coins"], 1);
				})
				.expect();
			expect(`${outcome.tries} ${calls} ${a.data.level}`).to.equal("3 3 1");
			expect(outcome.kind === "rejected" && told(outcome)).to.equal("conflict C/a: revision 2, not revision 3");
		});

		it("does not try again what would fail again", () => {
			let calls = 0;
			const access = manager.dataAccess();
			const missing = access
				.run((tx) => {
					calls += 1;
					tx.write(a, ["coins"], 0);
					tx.write(COLLECTION, "nobody", ["coins"], 0);
				})
				.expect();
			const thrown = access
				.run((tx) => {
					calls += 1;
					tx.write(a, ["coins"], 0);
					error("a bug");
				})
				.expect();
			const rejected = access
				.run(async (tx) => {
					calls += 1;
					tx.write(a, ["coins"], 0);
					await Promise.delay(0);
					error("a bug");
				})
				.expect();
			expect(missing.kind === "rejected" && told(missing)).to.equal("notOpen C/nobody");
			for (const outcome of [thrown, rejected]) {
				expect(outcome.kind === "rejected" && outcome.errors[0].kind).to.equal("recipeThrew");
			}
			expect(`${calls} ${pair()}`).to.equal("3 10 10");
		});

		it("commits nothing if the function rolls back", () => {
			const outcome = manager
				.dataAccess()
				.run((tx) => {
					tx.write(a, ["coins"], 0);
					tx.rollback();
					return "no";
				})
				.expect();
			expect(outcome.kind === "rolledBack" && outcome.value).to.equal("no");
			expect(a.data.coins).to.equal(10);
		});
	});
};
