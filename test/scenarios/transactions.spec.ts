/// <reference types="@rbxts/testez/globals" />
import { jsonSize } from "../../src/shared/data/json-size";
import { findHeadless } from "./support/headless";
import { Answer, HoldfastWorld, Host, StoryData, StorySession } from "./support/holdfast-world";
import { WRITE } from "./support/mishaps";
import { marked, openedPair, storedPair, Traders } from "./support/trades";

const BEFORE = "a 100, b 100";
const AFTER = "a 60, b 140";

/** A server and so many open documents with 100 coins each. */
function openMany(world: HoldfastWorld, count: number): [host: Host, sessions: Array<StorySession>] {
	const host = world.boot();
	const opened = new Array<StorySession>();
	for (let index = 1; index <= count; index += 1) host.open(`d${index}`);
	world.run(5);
	for (let index = 1; index <= count; index += 1) {
		const session = host.manager.get(host.collection, `d${index}`)!;
		session.set(["coins"], 100);
		opened.push(session);
	}
	return [host, opened];
}

function doubleCoins(data: StoryData): void {
	data.coins *= 2;
}

function give(host: Host, from: StorySession, to: StorySession, coins = 1): Answer {
	return host.transact([from, to], ([giver, taker]) => {
		giver.coins -= coins;
		taker.coins += coins;
	});
}

function coinsOf(sessions: ReadonlyArray<StorySession>): string {
	return sessions.map((session) => session.data.coins).join(" ");
}

export = () => {
	if (findHeadless() === undefined) SKIP();

	describe("a transaction", () => {
		it("is there at once for everybody on its server, and saved when it is said to be committed", () => {
			const world = new HoldfastWorld();
			const traders = new Traders(world);
			const seen = new Array<string>();
			for (const session of [traders.a, traders.b]) {
				session.committed.subscribe(() => seen.push(`${traders.a.data.coins} ${traders.b.data.coins}`));
			}
			const answer = traders.trade();
			expect(seen.join(", ")).to.equal("60 140, 60 140");
			expect(answer.said).to.equal(undefined);
			expect(storedPair(world)).to.equal(BEFORE);
			world.run(3);
			expect(answer.said).to.equal("committed");
			expect(storedPair(world)).to.equal("a 60 and a decision, b 100 and a part");
		});

		it("of two documents takes two writes, and leaves nothing after the next saves of both", () => {
			const world = new HoldfastWorld();
			const traders = new Traders(world);
			const before = world.writes;
			traders.trade();
			world.run(3);
			expect(world.writes - before).to.equal(2);
			for (const session of [traders.b, traders.a]) {
				session.set(["text"], "played on");
				traders.host.save(session);
				world.run(3);
			}
			expect(world.writes - before).to.equal(4);
			expect(storedPair(world)).to.equal(AFTER);
			expect(marked(world)).to.equal("");
		});

		it("leaves nothing either where nobody plays on, or both leave", () => {
			for (const leave of [false, true]) {
				const world = new HoldfastWorld();
				const traders = new Traders(world);
				traders.trade();
				if (leave) for (const session of [traders.a, traders.b]) traders.host.close(session);
				world.run(leave ? 40 : 1300);
				expect(storedPair(world)).to.equal(AFTER);
				expect(marked(world)).to.equal("");
			}
		});

		it("takes any number of documents: as many writes as it changes", () => {
			const world = new HoldfastWorld();
			const [host, sessions] = openMany(world, 6);
			for (const session of sessions) host.save(session);
			world.run(5);
			const before = world.writes;
			const answer = host.transact(sessions, (drafts) => {
				drafts[0].coins -= 50;
				for (let index = 1; index < 5; index += 1) drafts[index].coins += 10;
				drafts[5].coins += 10;
				drafts[0].coins += drafts[5].coins - drafts[5].coins;
			});
			world.run(5);
			expect(answer.said).to.equal("committed");
			expect(coinsOf(sessions)).to.equal("50 110 110 110 110 110");
			expect(world.writes - before).to.equal(6);
		});

		it("that changes one document, or none, is committed as well", () => {
			const world = new HoldfastWorld();
			const traders = new Traders(world);
			const one = traders.host.transact([traders.a, traders.b], ([a]) => {
				a.coins = 1;
			});
			world.run(3);
			const none = traders.host.transact([traders.a, traders.b], () => undefined);
			world.run(1);
			expect(`${one.said}, ${none.said}`).to.equal("committed, committed");
			expect(world.stored("a")!.data!.coins).to.equal(1);
		});

		it("spans collections, with drafts of their own types", () => {
			const world = new HoldfastWorld();
			const host = world.boot();
			const guilds = { ...host.collection, name: "Guilds", defaults: () => ({ treasury: 5 }) };
			const player = world.opened(host, "a");
			let said: string | undefined;
			host.inside(() => {
				const guild = host.manager.open(guilds as never, "g").expect();
				if (!guild.ok) return;
				const outcome = host.manager
					.transact([player as never, guild.value as never], (drafts) => {
						const [own, shared] = drafts as unknown as [{ coins: number }, { treasury: number }];
						own.coins += shared.treasury;
						shared.treasury = 0;
					})
					.expect();
				said = outcome.kind;
			});
			world.run(5);
			expect(said).to.equal("committed");
			expect(player.data.coins).to.equal(5);
		});
	});

	describe("bad input", () => {
		function rejected(
			play: (traders: Traders, world: HoldfastWorld) => Answer,
			kind: string,
			before: (traders: Traders, world: HoldfastWorld) => void = () => undefined,
		): void {
			const world = new HoldfastWorld();
			const traders = new Traders(world);
			before(traders, world);
			const writes = world.writes;
			const [a, b] = [traders.a.revision, traders.b.revision];
			const answer = play(traders, world);
			world.run(5);
			expect(answer.said).to.equal(`rejected: ${kind}`);
			expect(world.writes).to.equal(writes);
			expect(`${traders.a.revision} ${traders.b.revision}`).to.equal(`${a} ${b}`);
			expect(world.problems()).to.equal("");
		}

		it("of a closed session is refused, with nothing changed anywhere", () => {
			rejected(
				(traders) => traders.trade(),
				"sessionClosed",
				(traders, world) => {
					traders.host.close(traders.b);
					world.run(3);
				},
			);
		});

		it("of a lost session is refused, with nothing changed anywhere", () => {
			rejected(
				(traders) => traders.trade(),
				"sessionLost",
				({ host, b }, world) => {
					host.writeRaw((stored: { lock: object }) => ({ ...stored, lock: { ...stored.lock, nonce: "other" } }), "b");
					world.run(2);
					b.set(["text"], "x");
					host.save(b);
					world.run(3);
				},
			);
		});

		it("that names a document twice, or none, is refused", () => {
			rejected(({ host, a }) => host.transact([a, a], () => undefined), "invalidTransaction");
			rejected(({ host }) => host.transact([], () => undefined), "invalidTransaction");
		});

		it("that throws, waits or makes what cannot be stored changes nothing", () => {
			const spoil = (how: (a: { coins: number; text?: string }) => void) => (traders: Traders) =>
				traders.host.transact([traders.a, traders.b], ([a, b]) => {
					b.coins = 0;
					how(a);
				});
			rejected(
				spoil(() => error("no")),
				"recipeThrew",
			);
			rejected(
				spoil(() => task.wait(1)),
				"recipeYielded",
			);
			rejected(
				spoil((a) => {
					a.coins = 0 / 0;
				}),
				"unstorable",
			);
			rejected(
				spoil((a) => {
					a.text = string.rep("x", 4 * 1024 * 1024);
				}),
				"tooLarge",
			);
		});

		it("may not change its documents by other updates meanwhile", () => {
			const world = new HoldfastWorld();
			const traders = new Traders(world);
			let inner = "";
			const answer = traders.host.transact([traders.a, traders.b], ([a]) => {
				const changed = traders.b.set(["coins"], 7);
				inner = changed.ok ? "changed" : changed.error.kind;
				a.coins = 99;
			});
			world.run(3);
			expect(`${inner}, ${answer.said}, ${traders.b.data.coins}`).to.equal("recipeThrew, committed, 100");
		});
	});

	describe("transactions that share documents", () => {
		it("wait for each other, also in a ring, and none for ever", () => {
			const world = new HoldfastWorld();
			const [host, sessions] = openMany(world, 3);
			const [a, b, c] = sessions;
			const answers = [give(host, a, b), give(host, b, c), give(host, c, a), give(host, b, a, 5)];
			world.run(10);
			for (const answer of answers) expect(answer.said).to.equal("committed");
			expect(coinsOf(sessions)).to.equal("105 95 100");
		});

		it("conserve all coins through a thousand trades in a ring, with a crash at the end of them", () => {
			const world = new HoldfastWorld();
			const [host, sessions] = openMany(world, 10);
			const answers = new Array<Answer>();
			for (let index = 0; index < 1000; index += 1) {
				const [from, to] = [sessions[index % 10], sessions[(index + 1) % 10]];
				answers.push(give(host, from, to, (index % 7) + 1));
			}
			world.run(30);
			expect(answers.filter((answer) => answer.said === "committed").size()).to.equal(1000);
			host.server.crash();
			const other = world.boot();
			for (let index = 1; index <= 10; index += 1) other.open(`d${index}`);
			world.run(120);
			let total = 0;
			const again = new Array<StorySession>();
			for (let index = 1; index <= 10; index += 1) {
				const session = other.manager.get(other.collection, `d${index}`)!;
				again.push(session);
				total += session.data.coins;
			}
			expect(total).to.equal(1000);
			for (const session of again) other.close(session);
			world.run(60);
			expect(marked(world)).to.equal("");
		});

		it("are done when a document is closed, handed over, or its server closes", () => {
			for (const how of ["close", "handOver", "shutdown"] as const) {
				const world = new HoldfastWorld();
				const traders = new Traders(world);
				const answer = traders.trade();
				if (how === "close") for (const session of [traders.a, traders.b]) traders.host.close(session);
				else if (how === "shutdown") traders.host.server.close("DeveloperUpdate");
				const opened = openedPair(world, 60);
				expect(`${how}: ${answer.said}; ${opened}`).to.equal(`${how}: committed; ${AFTER}`);
				world.run(40);
				expect(marked(world)).to.equal("");
			}
		});
	});

	it("those whose parts together would be too large are not saved together", () => {
		const world = new HoldfastWorld();
		const traders = new Traders(world);
		const answers = [traders.trade(1)];
		for (let index = 1; index <= 4; index += 1) {
			answers.push(
				traders.host.transact([traders.a, traders.b], (drafts) => {
					for (const draft of drafts) (draft as never as Record<string, string>)[`t${index}`] = string.rep("x", 100000);
					drafts[0].coins -= 1;
					drafts[1].coins += 1;
				}),
			);
		}
		const sizes = new Array<number>();
		for (let looks = 1; looks <= 60; looks += 1) {
			world.run(0.25);
			const parts = (world.stored("b") as unknown as { prepared?: object }).prepared;
			if (parts !== undefined) sizes.push(jsonSize(parts));
		}
		for (const answer of answers) expect(answer.said).to.equal("committed");
		expect(math.max(...sizes) < 300000).to.equal(true);
		expect(`${traders.a.data.coins} ${traders.b.data.coins}`).to.equal("95 105");
	});

	describe("whatever happens, it is there for all or for none", () => {
		it("at whatever moment the server dies", () => {
			const ends = new Set<string>();
			for (let resumptions = 1; resumptions <= 45; resumptions += 1) {
				const world = new HoldfastWorld();
				const traders = new Traders(world);
				traders.b.set(["text"], "not saved");
				const answer = traders.trade();
				traders.host.server.crashAfterResumptions(resumptions);
				world.run(8);
				const { said } = answer;
				if (traders.host.server.state === "running") traders.host.server.crash();
				const opened = openedPair(world, 75);
				const whole = opened === BEFORE || opened === AFTER;
				expect(`${resumptions}: ${whole ? "whole" : opened}`).to.equal(`${resumptions}: whole`);
				if (said === "committed") expect(`${resumptions}: ${opened}`).to.equal(`${resumptions}: ${AFTER}`);
				world.run(40);
				expect(marked(world)).to.equal("");
				expect(world.problems()).to.equal("");
				ends.add(`${said ?? "-"}, ${opened}`);
			}
			// It did die before its decision, after it, and after it was told.
			for (const told of [`-, ${BEFORE}`, `-, ${AFTER}`, `committed, ${AFTER}`]) expect(ends.has(told)).to.equal(true);
		});

		it("whatever becomes of each of its writes", () => {
			const faults = [
				{ kind: "failed" },
				{ kind: "unanswered" },
				{ kind: "lateTransform", seconds: 8 },
				{ kind: "slow", seconds: 9 },
			] as const;
			for (const fault of faults) {
				for (const key of ["a", "b"]) {
					for (const times of [1, 3]) {
						const world = new HoldfastWorld();
						const traders = new Traders(world);
						const operation = fault.kind === "lateTransform" ? "UpdateAsync" : WRITE;
						world.mishaps.add({ operation, target: `/${key}` }, fault, times);
						const answer = traders.trade();
						world.run(60);
						const name = `${fault.kind} ${key} ${times}`;
						expect(`${name}: ${answer.said}`).to.equal(`${name}: committed`);
						for (const session of [traders.b, traders.a]) {
							session.set(["text"], "played on");
							traders.host.save(session);
							world.run(5);
						}
						traders.host.server.crash();
						expect(`${name}: ${openedPair(world)}`).to.equal(`${name}: ${AFTER}`);
					}
				}
			}
		});

		it("when a participant is taken over before it is prepared: it is taken back, and the others' sessions end", () => {
			for (const key of ["a", "b"]) {
				const world = new HoldfastWorld();
				const traders = new Traders(world);
				const other = world.boot();
				traders.host.writeRaw(
					(stored: { epoch: number; lock: object }) => ({
						...stored,
						epoch: stored.epoch + 1,
						lock: { ...stored.lock, owner: "other", epoch: stored.epoch + 1, nonce: "n" },
					}),
					key,
				);
				world.run(2);
				const endings = new Array<string>();
				const survivor = key === "a" ? traders.b : traders.a;
				survivor.ended.subscribe((ending) => endings.push(ending));
				const answer = traders.trade();
				survivor.set(["text"], "since");
				const saved = traders.host.save(survivor);
				world.run(20);
				expect(`${key}: ${answer.said}, ${saved.said}`).to.equal(`${key}: aborted: sessionLost, rolledBack`);
				expect(endings.join(" ")).to.equal("rolledBack");
				expect(storedPair(world, [survivor.key])).to.equal(`${survivor.key} 100`);
				expect(survivor.data.text).to.equal(undefined);
				const again = other.open(survivor.key);
				world.run(5);
				expect(again.session?.data.coins).to.equal(100);
			}
		});

		it("while the store is away: it is committed when the store is back, and both play on meanwhile", () => {
			const world = new HoldfastWorld();
			const traders = new Traders(world);
			const over = world.mishaps.add({ service: "DataStoreService" }, { kind: "failed" });
			const answer = traders.trade();
			world.run(100);
			expect(traders.b.increment(["coins"], 5).ok).to.equal(true);
			expect(answer.said).to.equal(undefined);
			over();
			world.run(60);
			expect(answer.said).to.equal("committed");
			traders.host.server.crash();
			expect(openedPair(world)).to.equal("a 60, b 145");
		});
	});

	describe("a transaction that is not decided", () => {
		/** Prepared, with a decision that does not get through; then the server is gone. */
		function leaveUndecided(world: HoldfastWorld): Traders {
			const traders = new Traders(world);
			world.mishaps.add({ operation: WRITE, target: "/a", server: 1 }, { kind: "failed" });
			traders.trade();
			world.run(5);
			expect(storedPair(world)).to.equal("a 100, b 100 and a part");
			return traders;
		}

		it("is not seen by a peek, nor when it is decided a moment later", () => {
			const world = new HoldfastWorld();
			const traders = leaveUndecided(world);
			const other = world.boot();
			const peek = (key: string) =>
				other.ask(() => {
					const peeked = other.manager.peek(other.collection, key).expect();
					return peeked.ok ? `${key} ${peeked.value?.data.coins}` : peeked.error.kind;
				});
			const early = ["a", "b"].map(peek);
			world.run(3);
			expect(early.map(({ said }) => said ?? "-").join(", ")).to.equal(BEFORE);
			world.mishaps.end();
			world.run(40);
			const late = ["b", "a"].map(peek);
			world.run(3);
			expect(late.map(({ said }) => said ?? "-").join(", ")).to.equal("b 140, a 60");
			expect(traders.b.getState()).to.equal("open");
		});

		it("is not in a backup, which is of what was before", () => {
			const world = new HoldfastWorld();
			const traders = leaveUndecided(world);
			const { host } = traders;
			const other = world.boot();
			for (const [name, at] of [
				["here", host],
				["elsewhere", other],
			] as const) {
				const answer = at.ask(() => {
					const made = at.manager.backups.createBackup(at.collection as never, "b", "manual");
					if (!made.ok) return made.error.kind;
					const loaded = at.manager.backups.loadBackup(made.value.id);
					return loaded.ok ? `${(loaded.value.data as { coins: number }).coins}` : loaded.error.kind;
				});
				world.run(10);
				expect(`${name}: ${answer.said}`).to.equal(`${name}: 100`);
			}
		});

		it("comes to nothing when its server dies and somebody opens one of its documents", () => {
			for (const first of ["a", "b"]) {
				const world = new HoldfastWorld();
				leaveUndecided(world).host.server.crash();
				world.mishaps.end();
				expect(openedPair(world, 60, [first])).to.equal(`${first} 100`);
				expect(openedPair(world)).to.equal(BEFORE);
				world.run(40);
				expect(marked(world)).to.equal("");
			}
		});

		it("is found by a janitor, which folds and frees what was journaled before", () => {
			const world = new HoldfastWorld();
			const traders = new Traders(world);
			traders.b.set(["text"], "journaled");
			world.run(4);
			world.mishaps.add({ operation: WRITE, target: "/a", server: 1 }, { kind: "failed" });
			traders.trade();
			world.run(5);
			traders.host.server.crash();
			world.mishaps.end();
			world.boot();
			world.run(150);
			const b = world.stored("b")!;
			expect(`${b.lock === undefined ? "free" : "locked"} ${b.data!.text} ${b.data!.coins}`).to.equal(
				"free journaled 100",
			);
			expect(openedPair(world)).to.equal(BEFORE);
		});

		it("is ended by a restore and by an erasure before they write, where nobody has the document", () => {
			for (const [how, told] of [
				["restore", "b 7"],
				["erase", "b 0"],
			] as const) {
				const world = new HoldfastWorld();
				const traders = new Traders(world);
				traders.trade();
				world.run(3);
				traders.host.server.crash();
				const host = world.boot();
				// As nobody leaves it: free, and with its part.
				host.writeRaw((stored: object) => ({ ...stored, lock: undefined }), "b");
				world.run(2);
				const answer = host.ask(() => {
					const { backups } = host.manager;
					const collection = host.collection as never;
					if (how === "erase") {
						const erased = backups.eraseDocument(collection, "b");
						return erased.ok ? "done" : erased.error.kind;
					}
					const made = backups.createBackup(collection, "b", "manual");
					if (!made.ok) return made.error.kind;
					const restored = backups.restoreBackup(collection, made.value.id);
					return restored.ok ? "done" : restored.error.kind;
				});
				world.run(20);
				expect(`${how}: ${answer.said}`).to.equal(`${how}: done`);
				expect(world.stored("b")!.prepared).to.equal(undefined);
				expect(openedPair(world, 60, ["b"])).to.equal(how === "restore" ? "b 140" : told);
			}
		});

		it("is ended by a migration of all documents, which then migrates what it has made", () => {
			const world = new HoldfastWorld();
			const traders = new Traders(world);
			traders.trade();
			world.run(3);
			traders.host.server.crash();
			const host = world.boot();
			// As nobody leaves it: free, and with its part.
			host.writeRaw((stored: object) => ({ ...stored, lock: undefined }), "b");
			world.run(2);
			const doubling = { from: 1, to: 2, up: doubleCoins };
			const newer = { ...host.collection, migrations: { initial: 1, steps: [doubling] } };
			const answer = host.ask(() => {
				const done = host.manager
					.migrationOf(newer as never)
					.forceGlobalMigration(2)
					.expect();
				return done.ok ? done.value.state : done.error.kind;
			});
			world.run(60);
			expect(`${answer.said}; ${storedPair(world, ["b"])}`).to.equal("done; b 280");
		});
	});
};
