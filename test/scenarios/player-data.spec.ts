/// <reference types="@rbxts/testez/globals" />
import type * as HoldfastServer from "../../src/server";
import { CoinHost, DataWorld, setCoins } from "./support/data-world";
import { leaveJournal } from "./support/dying-server";
import { findHeadless } from "./support/headless";

const ANN = { name: "Ann", userId: 12 };
const KEY = "12";
const MEGABYTE = 1024 * 1024;

type Loaded = Awaited<ReturnType<CoinHost["manager"]["loadPlayerData"]>>;

export = () => {
	if (findHeadless() === undefined) SKIP();

	let world: DataWorld;
	let host: CoinHost;

	const load = (from = host) => {
		const answer = from.ask(() => from.manager.loadPlayerData(ANN.userId));
		world.runUntil(() => answer.result !== undefined, 60);
		return answer.result!;
	};
	const valueOf = (loaded: Loaded) => (loaded.ok ? loaded.value : (error(loaded.error.kind, 2) as never));
	const settle = <R>(body: () => Promise<R>) => {
		const answer = host.ask(body);
		world.run(3);
		return answer.result!;
	};
	const save = (data?: { coins: number; gems: number }) => settle(() => host.manager.savePlayerData(ANN.userId, data));
	const unload = () => settle(() => host.manager.unloadPlayerData(ANN.userId));
	const kindOf = (result: { ok: boolean; error?: { kind: string } }) => (result.ok ? "ok" : result.error!.kind);
	const writes = () => world.universe.cloud.requests.UpdateAsync ?? 0;
	const reads = () => world.universe.cloud.requests.GetAsync ?? 0;

	beforeEach(() => {
		world = new DataWorld();
		host = world.boot();
	});

	afterEach(() => {
		expect(world.problems()).to.equal("");
	});

	describe("loadPlayerData", () => {
		it("gives a new player the defaults, says so, and how long and how many requests it took", () => {
			const loaded = valueOf(load());
			expect(loaded.data.coins).to.equal(0);
			expect(loaded.revision).to.equal(0);
			expect(loaded.source).to.equal("default");
			expect(loaded.attempts).to.equal(1);
			expect(loaded.latency > 0.04 && loaded.latency < 0.6).to.equal(true);
			expect(world.stored(KEY)!.lock!.owner).to.equal(host.owner);
		});

		it("gives what is stored, frozen, and the same again while it is open without a request", () => {
			load();
			save({ coins: 5, gems: 5 });
			unload();
			const loaded = valueOf(load());
			expect(loaded.source).to.equal("store");
			expect(loaded.data.coins).to.equal(5);
			expect(pcall(() => ((loaded.data as { coins: number }).coins = 6))[0]).to.equal(false);
			const before = writes();
			expect(valueOf(load()).data).to.equal(loaded.data);
			expect(writes()).to.equal(before);
		});

		it("counts the tries that it took when the DataStore fails at first", () => {
			let failures = 2;
			world.interfere(({ operation }) => {
				if (operation !== "UpdateAsync" || failures === 0) return undefined;
				failures -= 1;
				return { kind: "failed" };
			});
			expect(valueOf(load()).attempts).to.equal(3);
		});

		it("gives what was in the journal of a server that crashed, and says that it is from there", () => {
			leaveJournal(world, world.boot(), [KEY]);
			const loaded = valueOf(load());
			expect(loaded.source).to.equal("journal");
			expect(loaded.data.coins).to.equal(2);
		});

		it("ends with `cloud` when the DataStore says that it will never work", () => {
			world.interfere(() => ({ kind: "failed", text: "403: Studio access to APIs is not allowed" }));
			const loaded = load();
			expect(kindOf(loaded)).to.equal("cloud");
			expect(!loaded.ok && loaded.error.context.actual).to.equal("403: Studio access to APIs is not allowed");
		});

		it("ends with `unreadableRecord` where something else is stored, and leaves that as it is", () => {
			world.put(host, KEY, "mine");
			expect(kindOf(load())).to.equal("unreadableRecord");
			expect(world.stored(KEY)).to.equal("mine");
		});
	});

	describe("savePlayerData", () => {
		it("makes the data the whole document, and has it in the DataStore when it resolves", () => {
			load();
			const saved = save({ coins: 8, gems: 9 });
			expect(saved.ok && saved.value.revision).to.equal(1);
			expect(saved.ok && saved.value.attempts).to.equal(1);
			expect(saved.ok && saved.value.latency > 0.04 && saved.value.latency < 0.6).to.equal(true);
			expect(world.stored(KEY)!.data!.gems).to.equal(9);
		});

		it("without data saves what was committed, and writes nothing when there is nothing new", () => {
			load();
			host.manager.updatePlayerData(ANN.userId, { coins: 3 });
			expect(kindOf(save())).to.equal("ok");
			expect(world.stored(KEY)!.data!.coins).to.equal(3);
			const before = writes();
			const again = save();
			expect(again.ok && again.value.attempts).to.equal(0);
			expect(writes()).to.equal(before);
		});

		it("counts the writes that it took, and waits for the one that succeeds", () => {
			load();
			let failures = 2;
			world.interfere(({ operation }) => {
				if (operation !== "UpdateAsync (write)" || failures === 0) return undefined;
				failures -= 1;
				return { kind: "failed" };
			});
			const saved = host.ask(() => host.manager.savePlayerData(ANN.userId, { coins: 1, gems: 1 }));
			world.run(10);
			expect(saved.result!.ok && saved.result!.value.attempts).to.equal(3);
			expect(world.stored(KEY)!.data!.coins).to.equal(1);
		});

		it("refuses data that cannot be stored, and leaves document and store as they were", () => {
			load();
			const before = writes();
			const refused = save({ coins: 0 / 0, gems: 1 });
			expect(kindOf(refused)).to.equal("unstorable");
			expect(!refused.ok && refused.error.context.key).to.equal(KEY);
			expect(host.manager.getPlayerData(ANN.userId)!.gems).to.equal(0);
			expect(writes()).to.equal(before);
		});
	});

	describe("getPlayerData", () => {
		it("gives the document as of its last commit, and nothing while it is not open", () => {
			expect(host.manager.getPlayerData(ANN.userId)).to.equal(undefined);
			load();
			expect(host.manager.getPlayerData(ANN.userId)!.coins).to.equal(0);
			host.manager.updatePlayerData(ANN.userId, { coins: 3 });
			expect(host.manager.getPlayerData(ANN.userId)!.coins).to.equal(3);
			unload();
			expect(host.manager.getPlayerData(ANN.userId)).to.equal(undefined);
		});
	});

	describe("updatePlayerData", () => {
		it("takes a patch: the fields in it change, by one commit, and the others stay", () => {
			load();
			const result = host.manager.updatePlayerData(ANN.userId, { coins: 4 });
			expect(result.ok && result.value!.data.coins).to.equal(4);
			expect(result.ok && result.value!.data.gems).to.equal(0);
			expect(result.ok && result.value!.patch.to).to.equal(1);
		});

		it("takes a function, which gets a copy, and passes the context on with the commit", () => {
			load();
			let told: HoldfastServer.CommitContext | undefined;
			host.manager.committed.subscribe((_session, commit) => {
				told = commit.context;
			});
			const result = host.manager.updatePlayerData(
				ANN.userId,
				(draft) => {
					draft.gems += 6;
				},
				{ why: "quest" },
			);
			expect(result.ok && result.value!.context!.why).to.equal("quest");
			expect(told!.why).to.equal("quest");
			expect(host.manager.getPlayerData(ANN.userId)!.gems).to.equal(6);
		});

		it("refuses what yields, what throws and what cannot be stored, each by its kind, and changes nothing", () => {
			load();
			const before = host.manager.getPlayerData(ANN.userId);
			const kinds = new Array<string>();
			host.inside(() => {
				const { manager } = host;
				kinds.push(
					kindOf(
						manager.updatePlayerData(ANN.userId, () => {
							coroutine.yield();
						}),
					),
				);
				kinds.push(kindOf(manager.updatePlayerData(ANN.userId, () => error("no"))));
				kinds.push(kindOf(manager.updatePlayerData(ANN.userId, { coins: math.huge })));
				kinds.push(kindOf(manager.updatePlayerData(ANN.userId, { coins: print as never })));
			});
			expect(kinds.join(",")).to.equal("recipeYielded,recipeThrew,unstorable,unstorable");
			expect(host.manager.getPlayerData(ANN.userId)).to.equal(before);
		});

		it("refuses the commit that would make the document too large, which stays as it was and can be saved", () => {
			load();
			const big = (megabytes: number) => ({ text: string.rep("x", megabytes * MEGABYTE) }) as never;
			expect(kindOf(host.manager.updatePlayerData(ANN.userId, big(2.9)))).to.equal("ok");
			const before = host.manager.getPlayerData(ANN.userId);
			const refused = host.manager.updatePlayerData(ANN.userId, { more: string.rep("y", 0.2 * MEGABYTE) } as never);
			expect(kindOf(refused)).to.equal("tooLarge");
			expect(!refused.ok && refused.error.context.key).to.equal(KEY);
			expect(host.manager.getPlayerData(ANN.userId)).to.equal(before);
			expect(kindOf(host.manager.updatePlayerData(ANN.userId, big(1)))).to.equal("ok");
			expect(kindOf(save())).to.equal("ok");
			expect(world.stored(KEY)!.revision).to.equal(2);
		});
	});

	describe("unloadPlayerData", () => {
		it("saves what was committed and gives the document free, by one write", () => {
			load();
			host.manager.updatePlayerData(ANN.userId, { coins: 4 });
			const unloaded = unload();
			expect(unloaded.ok && unloaded.value.revision).to.equal(1);
			expect(unloaded.ok && unloaded.value.attempts).to.equal(1);
			expect(unloaded.ok && unloaded.value.latency > 0.04).to.equal(true);
			expect(world.stored(KEY)!.data!.coins).to.equal(4);
			expect(world.stored(KEY)!.lock).to.equal(undefined);
		});
	});

	describe("a player", () => {
		it("without a document: each method that needs one says `notOpen` and sends nothing", () => {
			const results = [save({ coins: 1, gems: 1 }), unload(), host.manager.updatePlayerData(ANN.userId, { coins: 1 })];
			for (const result of results) {
				expect(kindOf(result)).to.equal("notOpen");
				expect(!result.ok && result.error.context.key).to.equal(KEY);
			}
			expect(writes() + reads()).to.equal(0);
		});

		it("who is here has the document closed when they leave; one loaded without its player stays open", () => {
			const client = host.server.join(ANN);
			world.run(1);
			load();
			host.manager.updatePlayerData(ANN.userId, { coins: 4 });
			host.ask(() => host.manager.loadPlayerData(13));
			world.run(2);
			host.server.leave(client);
			world.run(2);
			expect(world.stored(KEY)!.data!.coins).to.equal(4);
			expect(world.stored(KEY)!.lock).to.equal(undefined);
			expect(host.manager.getPlayerData(13)!.coins).to.equal(0);
		});
	});

	describe("a session that has ended", () => {
		const answersOf = (session: ReturnType<DataWorld["opened"]>) => {
			const kinds = new Array<string>();
			host.inside(() => {
				kinds.push(
					kindOf(
						session.update((draft) => {
							draft.coins = 1;
						}),
					),
				);
				kinds.push(kindOf(session.set(["coins"], 1)));
				kinds.push(kindOf(session.save().expect()));
				kinds.push(kindOf(session.journaled().expect()));
			});
			world.run(1);
			return kinds.join(",");
		};

		it("because it was closed refuses every call with `sessionClosed`", () => {
			const session = world.opened(host);
			host.inside(() => session.close().expect());
			world.run(2);
			expect(answersOf(session)).to.equal("sessionClosed,sessionClosed,sessionClosed,sessionClosed");
		});

		it("because another server took the document refuses every call with `sessionLost`", () => {
			const session = world.opened(host);
			setCoins(session, 1);
			host.server.realm.alive = false;
			const other = world.boot();
			const answer = other.open();
			world.run(60);
			expect(answer.session).to.be.ok();
			host.server.realm.alive = true;
			host.inside(() => session.save().expect());
			world.run(3);
			expect(session.getState()).to.equal("lost");
			expect(answersOf(session)).to.equal("sessionLost,sessionLost,sessionLost,sessionLost");
		});
	});

	describe("peek", () => {
		const peek = (from: CoinHost, key = KEY) => {
			const answer = from.ask(() => from.manager.peek(from.collection, key));
			world.run(2);
			return answer.result!;
		};

		it("shows what is stored and who has it, by one read and no write, and the owner goes on undisturbed", () => {
			load();
			save({ coins: 5, gems: 5 });
			host.manager.updatePlayerData(ANN.userId, { coins: 6 });
			const record = world.stored(KEY)!;
			const [read, written] = [reads(), writes()];
			const peeked = peek(world.boot());
			expect(reads() - read).to.equal(1);
			expect(writes() - written).to.equal(0);
			expect(peeked.ok && peeked.value!.data.coins).to.equal(5);
			expect(peeked.ok && peeked.value!.revision).to.equal(1);
			expect(peeked.ok && peeked.value!.owner).to.equal(host.owner);
			expect(world.stored(KEY)!.epoch).to.equal(record.epoch);
			expect(world.stored(KEY)!.lock!.renewed).to.equal(record.lock!.renewed);
			world.run(20);
			expect(host.manager.getPlayerData(ANN.userId)!.coins).to.equal(6);
			expect(kindOf(save())).to.equal("ok");
		});

		it("shows nothing where nothing was saved yet, and no owner of a free document", () => {
			const nothing = peek(host);
			expect(nothing.ok && nothing.value === undefined).to.equal(true);
			load();
			save({ coins: 5, gems: 5 });
			unload();
			const free = peek(host);
			expect(free.ok && free.value!.owner === undefined).to.equal(true);
			expect(free.ok && free.value!.data.coins).to.equal(5);
		});

		it("says what it cannot: a bad key, a value that is no record, a DataStore that fails", () => {
			expect(kindOf(peek(host, ""))).to.equal("invalidKey");
			world.put(host, KEY, 5);
			expect(kindOf(peek(host))).to.equal("unreadableRecord");
			world.interfere(({ operation }) => (operation === "GetAsync" ? { kind: "failed" } : undefined));
			expect(kindOf(peek(host))).to.equal("cloud");
		});
	});

	describe("health", () => {
		it("is told without a request, and is all well on a good day", () => {
			world.run(3);
			const before = { ...world.universe.cloud.requests };
			const status = host.manager.getHealthStatus();
			world.run(0.01);
			expect(status.status).to.equal("healthy");
			expect(status.score).to.equal(100);
			expect(status.issues.size() + status.recommendations.size()).to.equal(0);
			expect(world.universe.cloud.requests.UpdateAsync).to.equal(before.UpdateAsync);
		});

		it("names what is wrong: tries to save that failed, a journal that does not work, a sign of life that is late", () => {
			const loaded = valueOf(load());
			expect(loaded.revision).to.equal(0);
			world.interfere(() => ({ kind: "failed" }));
			host.manager.updatePlayerData(ANN.userId, { coins: 1 });
			host.ask(() => host.manager.savePlayerData(ANN.userId));
			world.run(20);
			const status = host.manager.getHealthStatus();
			const inputs = status.issues.map((issue) => issue.input).join(",");
			expect(inputs).to.equal("failuresInARow,journalWorks,suspect");
			expect(status.score < 80).to.equal(true);
			expect(status.recommendations.size()).to.equal(3);
			const message = host.manager.healthCheck().message;
			expect(message.find("The journal does not work", 1, true)[0]).to.be.ok();
		});

		it("a check looks at the cloud: it renews the sign of life and writes what the journal has to write", () => {
			// By itself it would do neither for a while.
			host = world.boot({ config: { journalSeconds: 30, heartbeatSeconds: 15, aliveSeconds: 60 } });
			load();
			world.run(1);
			host.manager.updatePlayerData(ANN.userId, { coins: 1 });
			const sent = new Array<string>();
			world.interfere(({ operation, target }) => {
				if (operation === "MemoryStoreHashMap.UpdateAsync (write)") sent.push(target);
				return undefined;
			});
			const checked = host.ask(() => host.manager.performHealthCheck());
			world.run(2);
			expect(checked.result!.status).to.equal("healthy");
			expect(sent.includes(`holdfast/live/alive/${host.owner}`)).to.equal(true);
			expect(sent.includes(`holdfast/live/pages/${host.owner}/1`)).to.equal(true);
			expect(host.manager.getStatistics().journalWrites).to.equal(1);
		});
	});

	it("statistics count what was done: opens, commits, saves, failed tries, journal writes, hand-overs", () => {
		load();
		let failures = 1;
		world.interfere(({ operation }) => {
			if (operation !== "UpdateAsync (write)" || failures === 0) return undefined;
			failures -= 1;
			return { kind: "failed" };
		});
		host.manager.updatePlayerData(ANN.userId, { coins: 1 });
		world.run(4);
		expect(host.manager.getStatistics().dirtySessions).to.equal(1);
		save();
		world.interfere(() => undefined);
		const stats = host.manager.getStatistics();
		expect(stats.openSessions).to.equal(1);
		expect(stats.dirtySessions).to.equal(0);
		expect(stats.opens).to.equal(1);
		expect(stats.opensFailed).to.equal(0);
		expect(stats.openSecondsMean > 0.04).to.equal(true);
		expect(stats.commits).to.equal(1);
		expect(stats.saves).to.equal(1);
		expect(stats.saveTriesFailed).to.equal(1);
		// The entry, and its page without it once the document was saved.
		expect(stats.journalWrites).to.equal(2);
		expect(stats.requests.sent).to.equal(3);
		expect(stats.requests.failed).to.equal(1);
		const other = world.boot();
		load(other);
		expect(host.manager.getStatistics().handOvers).to.equal(1);
		expect(host.manager.getStatistics().openSessions).to.equal(0);
	});
};
