/// <reference types="@rbxts/testez/globals" />
import type * as HoldfastServer from "../../src/server";
import { findHeadless } from "./support/headless";
import { Answer, HoldfastWorld, Host, StoryData, StorySession } from "./support/holdfast-world";
import { WRITE } from "./support/mishaps";
import { openedPair, storedPair, Traders } from "./support/trades";

const BEFORE = "a 100, b 100";
const AFTER = "a 60, b 140";

type Options = HoldfastServer.RunOptions;
type Transaction = HoldfastServer.AccessTransaction;

/** `committed`, `rejected: ` with the kinds of the errors, or `aborted: ` with the kind of the reason. */
function told(outcome: HoldfastServer.TransactOutcome | HoldfastServer.RunOutcome<unknown>): string {
	if (outcome.kind === "rejected") return `rejected: ${outcome.errors.map(({ kind }) => kind).join(" ")}`;
	return outcome.kind === "aborted" ? `aborted: ${outcome.reason.kind}` : outcome.kind;
}

/** A trade of 40 coins, written but not committed. */
function written({ host, a, b }: Traders, options: Options = {}): Transaction {
	const tx = host.manager.dataAccess(options).beginTransaction();
	tx.read(a);
	tx.read(b);
	tx.write(a, (draft) => {
		draft.coins -= 40;
	});
	tx.write(b, (draft) => {
		draft.coins += 40;
	});
	return tx;
}

function commit(host: Host, tx: Transaction): Answer {
	return host.ask(() => told(tx.commit().expect()));
}

/** Waits as code of the host's game does. */
function pause(host: Host, seconds: number): void {
	(host.server.scripts.globals.task as { wait: (seconds: number) => void }).wait(seconds);
}

/** One more coin, by reading, waiting and writing. */
function addSlowly(host: Host, session: StorySession, options: Options, seconds = 0.05): Answer {
	return host.ask(() => {
		const outcome = host.manager
			.dataAccess(options)
			.run((tx) => {
				const read = tx.read(session);
				pause(host, seconds);
				if (read.ok) tx.write(session, ["coins"], read.value.coins + 1);
			})
			.expect();
		return `${told(outcome)} ${outcome.tries}`;
	});
}

export = () => {
	if (findHeadless() === undefined) SKIP();

	describe("a transaction of the data access layer", () => {
		it("over two documents is saved for both when it is said to be committed, by two writes", () => {
			const world = new HoldfastWorld();
			const traders = new Traders(world);
			const before = world.writes;
			const tx = written(traders);
			world.run(30);
			expect(`${world.writes - before} ${traders.a.data.coins}`).to.equal("0 100");
			const answer = commit(traders.host, tx);
			world.run(3);
			expect(`${answer.said} ${world.writes - before}`).to.equal("committed 2");
			expect(storedPair(world)).to.equal("a 60 and a decision, b 100 and a part");
			traders.host.server.crash();
			expect(openedPair(world)).to.equal(AFTER);
		});

		it("meets a change in between as its strategy says", () => {
			const ends = new Array<string>();
			for (const strategy of ["server_wins", "client_wins", "merge"] as const) {
				for (const change of ["coins", "text"] as const) {
					const world = new HoldfastWorld();
					const traders = new Traders(world);
					const tx = written(traders, { strategy });
					if (change === "coins") traders.b.set(["coins"], 7);
					else traders.b.set(["text"], "new");
					const answer = commit(traders.host, tx);
					world.run(3);
					ends.push(`${strategy} ${change}: ${answer.said}, ${traders.a.data.coins} ${traders.b.data.coins}`);
					if (change === "text") expect(traders.b.data.text).to.equal("new");
				}
			}
			expect(ends.join("\n")).to.equal(
				[
					"server_wins coins: rejected: conflict, 100 7",
					"server_wins text: rejected: conflict, 100 100",
					"client_wins coins: committed, 60 140",
					"client_wins text: committed, 60 140",
					"merge coins: rejected: conflict, 100 7",
					"merge text: committed, 60 140",
				].join("\n"),
			);
		});

		it("finds a change that was made while it waited for its turn", () => {
			const world = new HoldfastWorld();
			const traders = new Traders(world);
			const { host, a } = traders;
			const first = commit(host, written(traders));
			// By then the first is there in memory, and being saved.
			const second = commit(host, written(traders));
			a.increment(["coins"], 1);
			world.run(5);
			expect(`${first.said}, ${second.said}`).to.equal("committed, rejected: conflict");
			expect(`${a.data.coins} ${traders.b.data.coins}`).to.equal("61 140");
		});

		it("is refused if a document was closed or opened anew since it was read", () => {
			for (const again of [false, true]) {
				const world = new HoldfastWorld();
				const traders = new Traders(world);
				const tx = written(traders);
				traders.host.close(traders.b);
				world.run(3);
				if (again) world.opened(traders.host, "b");
				const writes = world.writes;
				const answer = commit(traders.host, tx);
				world.run(5);
				expect(`${answer.said} ${world.writes - writes}`).to.equal("rejected: sessionClosed 0");
				expect(storedPair(world)).to.equal(BEFORE);
			}
		});

		it("of which one document may not be what it would be changes none", () => {
			const world = new HoldfastWorld();
			const traders = new Traders(world);
			const { host, a, b } = traders;
			const tx = written(traders);
			tx.write(b, ["text"], string.rep("x", 4 * 1024 * 1024));
			const answer = commit(host, tx);
			world.run(5);
			expect(answer.said).to.equal("rejected: tooLarge");
			expect(`${a.data.coins} ${b.data.coins} ${a.isDirty()} ${b.isDirty()}`).to.equal("100 100 false false");
		});

		it("is taken back for all when another server has taken a document over", () => {
			const world = new HoldfastWorld();
			const traders = new Traders(world);
			const tx = written(traders);
			traders.host.writeRaw(
				(stored: { epoch: number; lock: object }) => ({
					...stored,
					epoch: stored.epoch + 1,
					lock: { ...stored.lock, owner: "other", epoch: stored.epoch + 1, nonce: "n" },
				}),
				"b",
			);
			world.run(2);
			const answer = commit(traders.host, tx);
			world.run(20);
			expect(answer.said).to.equal("aborted: sessionLost");
			expect(storedPair(world)).to.equal(BEFORE);
		});

		it("goes with a transaction that has come to nothing and whose changes it has read, whatever its strategy", () => {
			for (const strategy of ["server_wins", "client_wins", "merge"] as const) {
				const world = new HoldfastWorld();
				const traders = new Traders(world);
				const { host, a } = traders;
				const c = world.opened(host, "c");
				host.writeRaw(
					(stored: { epoch: number; lock: object }) => ({
						...stored,
						epoch: stored.epoch + 1,
						lock: { ...stored.lock, owner: "other", epoch: stored.epoch + 1, nonce: "n" },
					}),
					"b",
				);
				world.run(2);
				const first = traders.trade();
				const tx = host.manager.dataAccess({ strategy }).beginTransaction();
				const read = tx.read(a);
				if (read.ok) tx.write(c, ["coins"], read.value.coins);
				const second = commit(host, tx);
				world.run(20);
				expect(`${read.ok && read.value.coins} ${first.said}`).to.equal("60 aborted: sessionLost");
				expect(`${second.said} ${c.data.coins}`).to.equal("rejected: sessionClosed 0");
			}
		});

		it("is there whole or not at all, at whatever moment the server dies", () => {
			const ends = new Set<string>();
			for (let resumptions = 1; resumptions <= 30; resumptions += 1) {
				const world = new HoldfastWorld();
				const traders = new Traders(world);
				const answer = commit(traders.host, written(traders));
				traders.host.server.crashAfterResumptions(resumptions);
				world.run(20);
				const { said } = answer;
				if (traders.host.server.state === "running") traders.host.server.crash();
				const opened = openedPair(world);
				const whole = opened === BEFORE || opened === AFTER;
				expect(`${resumptions}: ${whole ? "whole" : opened}`).to.equal(`${resumptions}: whole`);
				if (said === "committed") expect(`${resumptions}: ${opened}`).to.equal(`${resumptions}: ${AFTER}`);
				expect(world.problems()).to.equal("");
				ends.add(`${said ?? "-"}, ${opened}`);
			}
			for (const end_ of [`-, ${BEFORE}`, `-, ${AFTER}`, `committed, ${AFTER}`]) expect(ends.has(end_)).to.equal(true);
		});
	});

	describe("the lock timeout", () => {
		/** A transaction whose save does not get through. */
		function stuck(world: HoldfastWorld): [traders: Traders, answer: Answer, over: () => void] {
			const traders = new Traders(world);
			const over = world.mishaps.add({ operation: WRITE, target: "/a" }, { kind: "failed" });
			return [traders, commit(traders.host, written(traders)), over];
		}

		it("ends the wait for others that are being saved, with nothing changed", () => {
			const world = new HoldfastWorld();
			const [traders, first, over] = stuck(world);
			const asked = world.now();
			const second = commit(traders.host, written(traders, { lockTimeoutSeconds: 4 }));
			world.run(3.9);
			expect(second.said).to.equal(undefined);
			world.run(1);
			expect(second.said).to.equal("rejected: lockTimeout");
			expect(world.took(asked + 4, second.at, 0.1)).to.equal("within 0.1 s");
			expect(`${traders.a.data.coins} ${traders.b.data.coins}`).to.equal("60 140");
			over();
			world.run(40);
			expect(first.said).to.equal("committed");
			expect(`${traders.a.data.coins} ${traders.b.data.coins}`).to.equal("60 140");
		});

		it("of one that waits for nobody does nothing, however long its save takes", () => {
			const world = new HoldfastWorld();
			const traders = new Traders(world);
			const over = world.mishaps.add({ operation: WRITE, target: "/a" }, { kind: "failed" });
			const answer = commit(traders.host, written(traders, { lockTimeoutSeconds: 0 }));
			world.run(20);
			expect(answer.said).to.equal(undefined);
			over();
			world.run(40);
			expect(answer.said).to.equal("committed");
		});

		it("of one lets those begin that have waited behind it", () => {
			const world = new HoldfastWorld();
			const [traders, , over] = stuck(world);
			const { host } = traders;
			const c = world.opened(host, "c");
			const both = host.manager.dataAccess({ lockTimeoutSeconds: 3 }).beginTransaction();
			both.write(traders.b, ["text"], "both");
			both.write(c, ["text"], "both");
			const waiting = commit(host, both);
			const behind = host.transact([c], ([draft]) => {
				draft.coins = 5;
			});
			world.run(2);
			expect(`${waiting.said} ${behind.said}`).to.equal("nil nil");
			world.run(4);
			expect(`${waiting.said}, ${behind.said}, ${c.data.text}`).to.equal("rejected: lockTimeout, committed, nil");
			over();
		});

		it("is tried again by run, and succeeds when the others are done", () => {
			const world = new HoldfastWorld();
			const [traders, , over] = stuck(world);
			const answer = addSlowly(traders.host, traders.a, { lockTimeoutSeconds: 1, retries: 20 });
			world.run(10);
			expect(answer.said).to.equal(undefined);
			over();
			world.run(90);
			expect(answer.said?.match("^(%a+) %d+$")[0]).to.equal("committed");
			expect(traders.a.data.coins).to.equal(61);
		});
	});

	describe("run", () => {
		it("adds up, whoever else does at the same moment: two at once, a hundred times", () => {
			const world = new HoldfastWorld();
			const { host, a } = new Traders(world);
			let done = 0;
			let again = 0;
			for (const _ of $range(1, 2)) {
				host.inside(() => {
					const access = host.manager.dataAccess({ retries: 50 });
					for (const __ of $range(1, 50)) {
						const outcome = access
							.run((tx) => {
								const read = tx.read(a);
								pause(host, 0.02);
								if (read.ok) tx.write(a, ["coins"], read.value.coins + 1);
							})
							.expect();
						if (outcome.kind === "committed") done += 1;
						again += outcome.tries - 1;
					}
				});
			}
			world.run(400);
			expect(`${done} ${a.data.coins}`).to.equal("100 200");
			expect(again > 10).to.equal(true);
			world.run(5);
			expect(world.stored("a")!.data!.coins).to.equal(200);
		});

		it("gives up after its retries while others are always faster, and has changed nothing", () => {
			const world = new HoldfastWorld();
			const { host, a } = new Traders(world);
			host.inside(() => {
				while (true) {
					pause(host, 0.1);
					a.increment(["coins"], 1);
				}
			});
			const before = a.data.coins;
			const answer = addSlowly(host, a, { retries: 3 }, 1);
			const patient = addSlowly(host, a, { strategy: "client_wins" }, 1);
			world.run(60);
			expect(`${answer.said}, ${patient.said}`).to.equal("rejected: conflict 4, committed 1");
			expect(a.data.coins > before).to.equal(true);
		});

		it("waits longer from try to try, at random", () => {
			const world = new HoldfastWorld();
			const { host, a } = new Traders(world);
			const pauses = new Array<number>();
			let last: number | undefined;
			host.ask(() =>
				told(
					host.manager
						.dataAccess({ retries: 8 })
						.run((tx) => {
							if (last !== undefined) pauses.push(world.now() - last);
							last = world.now();
							tx.write(a, ["coins"], 1);
							a.set(["text"], tostring(last));
						})
						.expect(),
				),
			);
			world.run(300);
			expect(pauses.size()).to.equal(8);
			pauses.forEach((seconds, index) => {
				expect(seconds < math.min(0.5 * 2 ** index, 30) + 0.1).to.equal(true);
			});
			expect(math.max(...pauses) > 1).to.equal(true);
		});
	});

	it("works with documents of several collections, each of its own type", () => {
		const world = new HoldfastWorld();
		const { host, a } = new Traders(world);
		const guilds = { ...host.collection, name: "Guilds", defaults: () => ({ treasury: 5 }) };
		const answer = host.ask(() => {
			const collection = guilds as never as HoldfastServer.Collection<{ treasury: number }>;
			const guild = host.manager.open(collection, "g").expect();
			if (!guild.ok) return guild.error.kind;
			const outcome = host.manager
				.dataAccess()
				.run((tx) => {
					const read = tx.read(collection, "g");
					if (!read.ok) return 0;
					tx.write(collection, "g", ["treasury"], 0);
					tx.write(a, (draft: StoryData) => {
						draft.coins += read.value.treasury;
					});
					return read.value.treasury;
				})
				.expect();
			return outcome.kind === "committed" ? `${outcome.value} ${guild.value.data.treasury}` : told(outcome);
		});
		world.run(5);
		expect(`${answer.said} ${a.data.coins}`).to.equal("5 0 105");
	});
};
