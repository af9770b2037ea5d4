/// <reference types="@rbxts/testez/globals" />
import { StatePriority } from "../../../src";
import { standOf, WiredClient, WiredGame } from "./support/wired-game";

export = () => {
	let wired: WiredGame;
	let ann: WiredClient;

	beforeEach(() => {
		wired = new WiredGame({ config: { chunkBytes: 100, hashSeconds: 1e6, recentChanges: 1 } });
		ann = wired.joinWith(12);
		wired.run(1);
	});

	afterEach(() => wired.stop());

	describe("a snapshot", () => {
		it("that takes longer than a second to arrive is waited for, and not asked for again and again", () => {
			const session = wired.session("12");
			session.set(["text"], string.rep("long ", 3000));
			wired.run(5);
			// More is lost than the server remembers.
			ann.isDeaf = true;
			for (const coins of [7, 8]) {
				session.set(["coins"], coins);
				wired.run();
			}
			ann.isDeaf = false;
			session.set(["coins"], 9);
			wired.run(10);
			expect(ann.state().getState()!.coins).to.equal(9);
		});

		it("that changes while it arrives is compared as it is then: its client has missed nothing, and asks for nothing", () => {
			wired.stop();
			wired = new WiredGame({ config: { chunkBytes: 100, hashSeconds: 0.5 } });
			ann = wired.join(12);
			const session = wired.open("12", 12);
			session.set(["text"], string.rep("long ", 3000));
			wired.show(session, ann);
			wired.run(0.5);
			let posted = 0;
			wired.posted = () => (posted += 1);
			for (const coins of $range(1, 200)) {
				session.set(["coins"], coins);
				wired.run();
			}
			expect(ann.state().getState()!.coins).to.equal(200);
			expect(posted).to.equal(0);
		});

		it("is said to be there as a whole when it is", () => {
			const progress = new Array<number>();
			let coins: number | undefined;
			const state = ann.state();
			state.progressed.subscribe((part) => {
				progress.push(part);
				if (part === 1) coins = state.getState()?.coins;
			});
			const session = wired.session("12");
			wired.hide(session, ann);
			session.set(["coins"], 3);
			wired.show(session, ann);
			wired.run(1);
			expect(progress[0]).to.equal(0);
			expect(progress[progress.size() - 1]).to.equal(1);
			expect(progress.filter((part) => part === 1).size()).to.equal(1);
			expect(coins).to.equal(3);
		});
	});

	describe("a document that is hidden", () => {
		it("has in view what was confirmed of it: what nobody will answer is taken back", () => {
			const state = ann.state();
			const told = ann.listen("coins");
			wired.hide(wired.session("12"), ann);
			const mutation = state.mutate.earn(5);
			wired.run(1);
			expect(standOf(mutation)).to.equal("rejected: closed The document is not shown any more.");
			expect(state.getState()!.coins).to.equal(100);
			expect(told.join(", ")).to.equal("105 predicted, 100 rejected");
		});

		it("makes way for another one of the player's", () => {
			wired.hide(wired.session("12"), ann);
			const second = wired.open("12-second", 12);
			second.set(["coins"], 2);
			wired.show(second, ann);
			wired.run(1);
			expect(ann.state().getState()!.coins).to.equal(2);
			expect(ann.state().isReady()).to.equal(true);
		});
	});

	describe("the player's own document", () => {
		it("is the same by its key", () => {
			const byKey = ann.states.state(wired.game.channel, "12");
			expect(byKey).to.equal(ann.state());
			expect(byKey.isReady()).to.equal(true);
		});
	});

	describe("a value that takes the place of one that was not sent", () => {
		it("waits for the server also where it says the same", () => {
			const state = ann.state();
			state.mutate.dial(0.75);
			state.mutate.dial(0.75);
			expect(state.getState()!.volume).to.equal(0.75);
			expect(state.getStatus(["volume"])).to.equal("pending");
			wired.run(1);
			expect(wired.session("12").data.volume).to.equal(0.75);
			expect(state.getStatus(["volume"])).to.equal("confirmed");
		});

		it("is sent as soon as the sooner of both", () => {
			const state = ann.state();
			state.setState(["volume"], 0.25, StatePriority.LOW);
			state.setState(["volume"], 0.75, StatePriority.HIGH);
			wired.run();
			expect(wired.session("12").data.volume).to.equal(0.75);
		});
	});

	describe("a listener", () => {
		it("that stops the client ends all there is, without an error", () => {
			const state = ann.state();
			state.subscribe(() => ann.states.stop());
			const mutation = state.mutate.earn(1);
			expect(standOf(mutation)).to.equal("rejected: closed The document is not shown any more.");
			expect(state.isReady()).to.equal(false);
			wired.run(1);
			expect(ann.events.size()).to.equal(0);
		});

		it("of an arrival that stops the client does the same", () => {
			const state = ann.state();
			const session = wired.session("12");
			session.set(["text"], string.rep("long ", 3000));
			state.progressed.subscribe((part) => {
				if (part > 0) ann.states.stop();
			});
			wired.run(1);
			expect(state.isReady()).to.equal(false);
			expect(ann.events.size()).to.equal(0);
		});
	});
};
