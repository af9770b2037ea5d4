/// <reference types="@rbxts/testez/globals" />
import { ClientWorld, GameClient, GameServer, Mail, standOf } from "./support/client-world";
import { findHeadless } from "./support/headless";

export = () => {
	if (findHeadless() === undefined) SKIP();

	let world: ClientWorld;
	let host: GameServer;
	let mail: Mail;
	let ann: GameClient;

	beforeEach(() => {
		world = new ClientWorld();
		host = world.startServer();
		mail = {};
		ann = world.joinWith(host, undefined, mail);
		ann.news();
	});

	function expectNoProblems(): void {
		expect(world.problems()).to.equal("");
	}

	describe("a listener", () => {
		it("that errors keeps nobody else from hearing, and nothing from happening", () => {
			const heard = new Array<number>();
			ann.state.addChangeListener(["coins"], () => error("the listener's own mistake"));
			ann.state.addChangeListener(["coins"], (coins) => heard.push(coins!));
			const mutation = ann.ask((state) => state.mutate.earn(1));
			host.change("12", (draft) => {
				draft.coins += 10;
			});
			world.run(1);
			expect(standOf(mutation)).to.equal("confirmed");
			expect(heard.join(" ")).to.equal("101 111");
			expect(world.universe.errors.size()).to.equal(2);
			expect(world.problems().find("the listener's own mistake", 1, true)[0]).to.be.a("number");
		});

		it("that asks for something is answered, and all hear of everything in its order", () => {
			const heard = new Array<string>();
			ann.inside(() => {
				ann.state.addChangeListener(["coins"], (coins) => {
					if (coins! < 104) ann.state.mutate.earn(1);
				});
				ann.state.addChangeListener(["coins"], (coins, before) => heard.push(`${before}-${coins}`));
			});
			ann.ask((state) => state.mutate.earn(1));
			world.run(1);
			expect(heard.join(" ")).to.equal("100-101 101-102 102-103 103-104");
			expect(host.session("12").data.coins).to.equal(104);
			expectNoProblems();
		});

		it("that asks again after each rejection ends where the game does", () => {
			let tries = 0;
			ann.inside(() => {
				ann.state.addChangeListener(["coins"], (_coins, _before, changeType) => {
					if (changeType !== "rejected" || tries >= 3) return;
					tries += 1;
					ann.state.mutate.tryLuck();
				});
				ann.state.mutate.tryLuck();
			});
			world.run(2);
			expect(tries).to.equal(3);
			expect(ann.coins()).to.equal(100);
			expectNoProblems();
		});

		it("hears no more once it has ended", () => {
			const heard = new Array<number>();
			const stop = ann.state.addChangeListener(["coins"], (coins) => heard.push(coins!));
			ann.ask((state) => state.mutate.earn(1));
			stop();
			ann.ask((state) => state.mutate.earn(1));
			expect(heard.join(" ")).to.equal("101");
		});

		it("for the whole state hears once for all that came together", () => {
			let heard = 0;
			ann.state.subscribe(() => (heard += 1));
			host.change("12", (draft) => {
				draft.coins = 1;
				draft.title = "many";
				draft.stats.set("a", 1);
			});
			world.run(1);
			expect(heard).to.equal(1);
			expectNoProblems();
		});
	});

	describe("the state", () => {
		it("is frozen, and keeps the reference of whatever is still the same", () => {
			host.change("12", (draft) => {
				draft.inventory.push({ id: "torch", amount: 1 }, { id: "sword", amount: 1 });
			});
			world.run(1);
			const before = ann.state.getState()!;
			expect(pcall(() => ((before as { coins: number }).coins = 5))[0]).to.equal(false);
			expect(ann.state.getState()).to.equal(before);
			ann.ask((state) => state.mutate.buyItem("torch"));
			const guessed = ann.state.getState()!;
			expect(guessed.settings).to.equal(before.settings);
			expect(guessed.stats).to.equal(before.stats);
			world.run(1);
			expect(ann.state.getState()).to.equal(guessed);
			expectNoProblems();
		});

		it("says of each place whether the server has confirmed it", () => {
			ann.ask((state) => state.mutate.earn(1));
			expect(ann.state.getStatus(["coins"])).to.equal("pending");
			expect(ann.state.getStatus()).to.equal("pending");
			expect(ann.state.getStatus(["inventory"])).to.equal("confirmed");
			world.run(1);
			expect(ann.state.getStatus()).to.equal("confirmed");
		});
	});

	describe("a selection", () => {
		it("is worked out once for each state, and heard of only when it is another one", () => {
			let runs = 0;
			const rich = ann.state.select((state) => {
				runs += 1;
				return state.coins > 150;
			});
			const heard = new Array<boolean>();
			rich.subscribe((value) => heard.push(value));
			expect(rich.get()).to.equal(false);
			expect(rich.get()).to.equal(false);
			expect(runs).to.equal(1);
			ann.ask((state) => state.mutate.earn(1));
			ann.ask((state) => state.mutate.earn(60));
			world.run(1);
			expect(heard.map((value) => `${value}`).join(" ")).to.equal("true");
			expect(runs).to.equal(3);
			expectNoProblems();
		});

		it("keeps its value while the game says that it is the same", () => {
			const amounts = ann.state.select(
				(state) => state.inventory.map(({ amount }) => amount),
				(left, right) => left.join() === right.join(),
			);
			const before = amounts.get();
			ann.ask((state) => state.mutate.earn(1));
			expect(amounts.get()).to.equal(before);
			ann.ask((state) => state.mutate.buyItem("torch"));
			expect(amounts.get()).never.to.equal(before);
			expectNoProblems();
		});
	});

	describe("what clients may set themselves", () => {
		it("is set at once, and by the server", () => {
			const mutation = ann.ask((state) => state.setState(["settings", "volume"], 0.8));
			expect(ann.state.getState(["settings", "volume"])).to.equal(0.8);
			world.run(1);
			expect(standOf(mutation)).to.equal("confirmed");
			expect(host.session("12").data.settings.volume).to.equal(0.8);
			expect(ann.news()).to.equal("settings … → … predicted");
			expectNoProblems();
		});

		it("is sent once a frame, with the last value", () => {
			const revision = host.session("12").revision;
			const asked = [0.1, 0.2, 0.3].map((volume) => ann.ask((state) => state.setState(["settings", "volume"], volume)));
			world.run(1);
			expect(host.session("12").revision).to.equal(revision + 1);
			for (const mutation of asked) expect(standOf(mutation)).to.equal("confirmed");
			expect(host.session("12").data.settings.volume).to.equal(0.3);
			expectNoProblems();
		});

		it("is only what the schema says, and with values that it allows", () => {
			const before = ann.sent.size();
			expect(ann.ask((state) => state.setState(["coins"], 5)).getRejection()?.code).to.equal("forbidden");
			expect(ann.ask((state) => state.setState(["settings", "volume"], 5)).getRejection()?.code).to.equal("invalid");
			const settings = { volume: 0, music: true };
			expect(ann.ask((state) => state.setState(["settings"], settings)).getRejection()?.code).to.equal("forbidden");
			world.run(1);
			expect(ann.sent.size()).to.equal(before);
			expect(ann.news()).to.equal("");
			expectNoProblems();
		});

		it("is a value: nothing is none, also where nothing may be", () => {
			ann.ask((state) => state.setState(["nickname"], "Annie"));
			const mutation = ann.ask((state) => state.setState(["nickname"], undefined as never));
			world.run(1);
			expect(mutation.getRejection()?.code).to.equal("invalid");
			expect(host.session("12").data.nickname).to.equal("Annie");
			expect(host.violations.size()).to.equal(0);
			expectNoProblems();
		});
	});

	it("what is kept apart for a slow answer does not flicker while values follow one another", () => {
		for (const step of $range(1, 30)) {
			ann.ask((state) => state.mutate.dial(step / 40));
			world.run(0.03);
		}
		world.run(1);
		expect(
			ann
				.news()
				.split("; ")
				.every((line) => line === "settings … → … predicted"),
		).to.equal(true);
		expect(host.session("12").data.settings.volume).to.equal(0.75);
		expectNoProblems();
	});
};
