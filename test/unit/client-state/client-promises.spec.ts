/// <reference types="@rbxts/testez/globals" />
import { standOf, WiredClient, WiredGame, WiredGameOptions } from "./support/wired-game";

export = () => {
	let wired: WiredGame;
	let ann: WiredClient;

	const begin = (options: WiredGameOptions = {}) => {
		wired = new WiredGame(options);
		ann = wired.joinWith(12);
		wired.run(1);
	};

	/** Whether a promise resolves by the time that is asked. */
	const heard = <T>(promise: Promise<T>) => {
		const told = { resolved: false };
		promise.then(
			() => (told.resolved = true),
			() => {},
		);
		return told;
	};

	afterEach(() => wired.stop());

	it("a document can be waited for after somebody else has stopped waiting for it", () => {
		wired = new WiredGame();
		ann = wired.join(12);
		const state = ann.state();
		state
			.onceReady()
			.then(() => {})
			.cancel();
		state
			.onceReady()
			.timeout(0.05)
			.catch(() => {});
		task.wait(0.3);
		const ready = heard(state.onceReady());
		wired.show(wired.open("12", 12), ann);
		wired.run(0.5);
		expect(state.isReady()).to.equal(true);
		expect(ready.resolved).to.equal(true);
	});

	it("a mutation can be waited for after somebody else has stopped waiting for it", () => {
		begin();
		const mutation = ann.state().mutate.tap();
		mutation.settled.then(() => {}).cancel();
		const settled = heard(mutation.settled);
		wired.run(0.5);
		expect(standOf(mutation)).to.equal("confirmed");
		expect(settled.resolved).to.equal(true);
	});

	it("a client that was stopped by a listener hears nothing more, not even of the message at hand", () => {
		wired = new WiredGame();
		ann = wired.join(12);
		const first = ann.state();
		const second = ann.states.state(wired.game.channel, "second");
		first.subscribe(() => ann.states.stop());
		wired.show(wired.open("12", 12), ann);
		wired.show(wired.open("second", 12), ann);
		wired.run(0.5);
		expect(first.isReady() || second.isReady()).to.equal(false);
		expect(second.getState()).to.equal(undefined);
	});
};
