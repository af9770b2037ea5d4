/// <reference types="@rbxts/testez/globals" />
import { StateManager } from "../../../src/client";

interface Data {
	coins: number;
	pets: { names: Array<string> };
}

const SNAPSHOT = { revision: 3, data: { coins: 1, pets: { names: ["Rex"] } } };

function coinsPatch(from: number, to: number, coins: number) {
	return { from, to, changes: [{ path: ["coins"], value: coins }] };
}

export = () => {
	it("knows nothing before the first snapshot", () => {
		const state = new StateManager<Data>();
		expect(state.getState()).to.equal(undefined);
		expect(state.getRevision()).to.equal(undefined);
		expect(state.apply(coinsPatch(0, 1, 5))).to.equal("gap");
	});

	it("applies patches in order and keeps what they do not touch", () => {
		const state = new StateManager<Data>();
		state.hydrate(SNAPSHOT);
		const pets = state.getState()!.pets;
		expect(state.apply(coinsPatch(3, 4, 2))).to.equal("applied");
		expect(state.getState()!.coins).to.equal(2);
		expect(state.getState()!.pets).to.equal(pets);
		expect(state.getRevision()).to.equal(4);
	});

	it("ignores a patch that it has, and asks for what is missing before one", () => {
		const state = new StateManager<Data>();
		state.hydrate(SNAPSHOT);
		expect(state.apply(coinsPatch(2, 3, 9))).to.equal("known");
		expect(state.apply(coinsPatch(4, 5, 9))).to.equal("gap");
		expect(state.apply(coinsPatch(2, 4, 9))).to.equal("gap");
		expect(state.getState()!.coins).to.equal(1);
	});

	it("tells what changed, with the state before", () => {
		const state = new StateManager<Data>();
		const heard = new Array<string>();
		state.changed.subscribe((now, before) => heard.push(`${before?.coins ?? "none"}→${now.coins}`));
		state.hydrate(SNAPSHOT);
		state.apply(coinsPatch(3, 4, 2));
		state.apply(coinsPatch(3, 4, 2));
		expect(heard.join(",")).to.equal("none→1,1→2");
	});
};
