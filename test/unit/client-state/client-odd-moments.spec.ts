/// <reference types="@rbxts/testez/globals" />
import { standOf, WiredClient, WiredGame, WiredGameOptions } from "./support/wired-game";

export = () => {
	let wired: WiredGame;
	let ann: WiredClient;

	const begin = (options: WiredGameOptions = {}) => {
		wired = new WiredGame(options);
		ann = wired.joinWith(12);
	};

	afterEach(() => wired.stop());

	describe("a guard that fails on the server alone", () => {
		it("tells the log why, and the client no more than that it failed", () => {
			let asked = 0;
			const guard = () => {
				asked += 1;
				return asked > 1 ? error("the banned list is 1, 2, 3") : undefined;
			};
			begin({ hooks: { guard } });
			const mutation = ann.state().mutate.odd();
			wired.run(0.5);
			expect(standOf(mutation)).to.equal("rejected: failed It could not be done.");
			expect(wired.events.map(({ event }) => event).join(" ")).to.equal("mutatorFailed");
		});
	});

	describe("a log that waits", () => {
		it("has nothing done twice, and nothing told otherwise than it was", () => {
			begin({ log: () => task.wait(0.05) });
			const wrong = ann.state().mutate.pray();
			const right = ann.state().mutate.earn(5);
			wired.run(1);
			task.wait(0.2);
			wired.run(1);
			expect(standOf(wrong)).to.equal("rejected: invalid It would make the document invalid.");
			expect(standOf(right)).to.equal("confirmed");
			expect(wired.session("12").data.coins).to.equal(105);
		});
	});

	describe("a check of an argument that waits", () => {
		it("has failed, and nothing is done, not even once", () => {
			let asked = 0;
			const check = () => {
				asked += 1;
				if (asked > 1) task.wait(0.05);
				return true;
			};
			begin({ hooks: { check } });
			const mutation = ann.state().mutate.checked(1);
			wired.run(1);
			task.wait(0.2);
			wired.run(1);
			expect(standOf(mutation)).to.equal("rejected: failed It could not be done.");
			expect(asked).to.equal(2);
			expect(wired.session("12").data.coins).to.equal(100);
		});
	});

	describe("a refusal that comes with a document anew", () => {
		it("takes back at once what was guessed, and says so", () => {
			begin({ config: { chunkBytes: 100 } });
			wired.run(1);
			const told = ann.listen("coins");
			const done = ann.state().mutate.tap();
			const refused = ann.state().mutate.tryLuck();
			wired.session("12").set(["text"], string.rep("long ", 2000));
			wired.run(0.1);
			expect(standOf(refused)).to.equal("rejected: refused Not today.");
			expect(standOf(done)).to.equal("confirmed");
			// What was done is in the document that is still to come.
			expect(ann.state().getState()!.coins).to.equal(101);
			wired.run(5);
			expect(told.join(", ")).to.equal("101 predicted, 151 predicted, 101 rejected");
		});
	});

	describe("the player's own document", () => {
		it("is the one that was asked for without a key, whoever has asked for it by its key as well", () => {
			wired = new WiredGame();
			ann = wired.join(12);
			const own = ann.state();
			ann.states.state(wired.game.channel, "12");
			wired.show(wired.open("12", 12), ann);
			wired.run(0.5);
			expect(own.isReady()).to.equal(true);
		});

		it("is the same by its key once it was shown", () => {
			begin();
			const own = ann.state();
			expect(ann.states.state(wired.game.channel, "12")).to.equal(own);
			wired.hide(wired.session("12"), ann);
			wired.run(0.2);
			expect(ann.states.state(wired.game.channel, "12")).to.equal(own);
			wired.session("12").set(["coins"], 42);
			wired.show(wired.session("12"), ann);
			wired.run(0.5);
			expect(own.isReady()).to.equal(true);
			expect(own.getState()!.coins).to.equal(42);
		});

		it("is there without a key also for who asks after somebody else has asked by its key", () => {
			wired = new WiredGame();
			ann = wired.join(12);
			const named = ann.states.state(wired.game.channel, "12");
			wired.show(wired.open("12", 12), ann);
			wired.run(0.5);
			expect(named.isReady()).to.equal(true);
			expect(ann.state()).to.equal(named);
		});

		it("is ready when it can be asked for something, and not while it is only still in view", () => {
			begin();
			const own = ann.state();
			wired.hide(wired.session("12"), ann);
			wired.run(0.2);
			let stand = "not ready";
			task.spawn(() => {
				own.onceReady().expect();
				stand = standOf(own.mutate.tap());
			});
			expect(stand).to.equal("not ready");
			wired.show(wired.session("12"), ann);
			wired.run(0.2);
			expect(stand).to.equal("predicted");
			let again = false;
			task.spawn(() => {
				own.onceReady().expect();
				again = true;
			});
			expect(again).to.equal(true);
		});
	});

	describe("a second document of the player's own", () => {
		const beginWithTwo = () => {
			begin();
			const second = wired.open("12-second", 12);
			wired.show(second, ann);
			wired.run(0.2);
			return { second, byKey: ann.states.state(wired.game.channel, "12-second") };
		};

		it("stays where it was asked for by its key, also when the first is not shown", () => {
			const { second, byKey } = beginWithTwo();
			wired.hide(wired.session("12"), ann);
			wired.hide(second, ann);
			wired.run(0.2);
			second.set(["coins"], 7);
			wired.show(second, ann);
			wired.run(0.2);
			expect(byKey.isReady()).to.equal(true);
			expect(byKey.getState()!.coins).to.equal(7);
			expect(ann.state().isReady()).to.equal(false);
		});

		it("stays there also when the client begins anew", () => {
			const { byKey } = beginWithTwo();
			wired.hide(wired.session("12"), ann);
			wired.run(0.2);
			ann.states.stop();
			ann.states.start();
			wired.run(1);
			expect(byKey.isReady()).to.equal(true);
		});
	});

	describe("a client that is shown many documents for a moment each", () => {
		it("has the same for each as before, unless it has let go of it", () => {
			begin();
			const managers = new Set<object>();
			ann.states.shown.subscribe((manager) => managers.add(manager));
			const showAll = () => {
				for (const index of $range(1, 20)) {
					const session = wired.sessionOf(`other ${index}`, 1000 + index);
					wired.show(session, ann);
					wired.run(0.05);
					wired.hide(session, ann);
					wired.run(0.05);
				}
			};
			showAll();
			expect(managers.size()).to.equal(20);
			showAll();
			expect(managers.size()).to.equal(20);
			expect(ann.states.forget(ann.state())).to.equal(false);
			for (const manager of managers) expect(ann.states.forget(manager)).to.equal(true);
			showAll();
			expect(managers.size()).to.equal(40);
			expect(ann.state().isReady()).to.equal(true);
		});
	});

	describe("another player's document", () => {
		it("has of its type only what is public, and nothing to ask for", () => {
			begin();
			const other = wired.open("77", 77);
			wired.show(other, ann);
			wired.run(0.2);
			const state = ann.states.publicState(wired.game.channel, "77");
			expect(state.getState(["title"])).to.equal("new");
			const coins: number | undefined = state.getState()!.coins;
			expect(coins).to.equal(undefined);
			expect(standOf(state.setState(["volume"], 1))).to.equal(
				"rejected: forbidden The document is only shown to this player.",
			);
		});
	});

	describe("a change", () => {
		it("of somebody else's is remote, also in the message that confirms something of one's own", () => {
			begin();
			const told = ann.listen("text");
			ann.state().mutate.earn(1);
			wired.run();
			wired.session("12").set(["text"], "theirs");
			wired.run(0.5);
			expect(told.join(", ")).to.equal("theirs remote");
		});
	});

	describe("a guess that gives way to the server", () => {
		it("does so in a map with texts as keys", () => {
			begin();
			const session = wired.session("12");
			session.update((draft) => {
				for (const key of $range(1, 3)) draft.marks.set(`k${key}`, 0);
			});
			wired.run(0.2);
			ann.state().mutate.setMark("k3", 5);
			wired.clearPost();
			session.update((draft) => draft.marks.set("k3", 9));
			wired.run();
			expect(ann.state().getState()!.marks.get("k3")).to.equal(9);
		});

		it("does so in a map with numbers as keys", () => {
			begin();
			const session = wired.session("12");
			session.update((draft) => {
				for (const key of $range(1, 3)) draft.levels.set(key, 0);
			});
			wired.run(0.2);
			ann.state().mutate.setLevel(3, 5);
			wired.clearPost();
			session.update((draft) => draft.levels.set(3, 9));
			wired.run();
			expect(ann.state().getState()!.levels.get(3)).to.equal(9);
		});
	});

	describe("who hears that something was not done", () => {
		it("finds it taken back where the document is hidden", () => {
			begin();
			wired.run(0.5);
			const mutation = ann.state().mutate.tap();
			wired.clearPost();
			let seen: number | undefined;
			mutation.settled.then(() => (seen = ann.state().getState()!.coins)).catch(error);
			wired.hide(wired.session("12"), ann);
			wired.run(0.5);
			expect(standOf(mutation)).to.equal("rejected: closed The document is not shown any more.");
			expect(seen).to.equal(100);
		});

		it("finds it taken back where the server had changed the same, and guesses without it from then on", () => {
			begin();
			const session = wired.session("12");
			session.update((draft) => draft.marks.set("k", 1));
			wired.run(0.5);
			const told = ann.listen("coins");
			session.update((draft) => draft.marks.set("k", 3));
			const mutation = ann.state().mutateAs("low").markAndEarn("k", 2);
			let seen: number | undefined;
			mutation.settled
				.then(() => {
					seen = ann.state().getState()!.marks.get("k");
					ann.state().mutate.tap();
				})
				.catch(error);
			wired.run(0.5);
			expect(standOf(mutation)).to.equal("rejected: conflict The server has changed the same.");
			expect(seen).to.equal(3);
			expect(told.join(", ")).to.equal("101 predicted, 100 rejected, 101 predicted");
		});

		it("may stop the client, and what was in view stays", () => {
			begin();
			const session = wired.session("12");
			session.update((draft) => draft.marks.set("k", 1));
			wired.run(0.5);
			session.update((draft) => draft.marks.set("k", 3));
			const state = ann.state();
			const mutation = state.mutateAs("low").markAndEarn("k", 2);
			const other = state.mutateAs("low").setMark("k", 2);
			const heard = new Array<string>();
			state.subscribe((view) => heard.push(`${view.coins} ${view.marks.get("k")}`));
			mutation.settled.then(() => ann.states.stop()).catch(error);
			wired.run(0.1);
			expect(heard.join(", ")).to.equal("100 2, 100 3");
			expect(state.getState()!.coins).to.equal(100);
			expect(standOf(other)).to.equal("rejected: closed The document is not shown any more.");
		});
	});

	describe("what was taken out of view before it was refused", () => {
		it("is not told as taken back a second time", () => {
			begin();
			const session = wired.session("12");
			session.update((draft) => {
				draft.coins = 1000;
				draft.marks.set("k", 1);
			});
			wired.run(0.5);
			const told = ann.listen("marks", "k");
			ann.state().mutate.markAndEarn("k", 2);
			wired.run();
			wired.clearPost();
			session.update((draft) => draft.marks.set("k", 3));
			wired.run(0.1);
			wired.posted = () => session.update((draft) => draft.marks.set("k", 4));
			wired.run(2);
			expect(told.join(", ")).to.equal("2 predicted, 3 remote, 4 remote");
		});
	});
};
