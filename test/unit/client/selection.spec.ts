/// <reference types="@rbxts/testez/globals" />
import { Selection } from "../../../src/client/selection";

interface State {
	readonly coins: number;
	readonly items: ReadonlyArray<string>;
}

/** A state that the spec sets. */
class Source {
	private readonly listeners = new Set<(state: State) => void>();
	private state?: State;

	readonly selectable = {
		getState: () => this.state,
		subscribe: (listener: (state: State) => void) => {
			this.listeners.add(listener);
			return () => {
				this.listeners.delete(listener);
			};
		},
	};

	set(state: State): void {
		this.state = state;
		for (const listener of this.listeners) listener(state);
	}
}

const same = (left: unknown, right: unknown) => left === right;

export = () => {
	let source: Source;

	beforeEach(() => {
		source = new Source();
	});

	it("has nothing to say before there is a state", () => {
		const selection = new Selection(source.selectable, (state: State) => state.coins, same);
		expect(selection.get()).to.equal(undefined);
		source.set({ coins: 1, items: [] });
		expect(selection.get()).to.equal(1);
	});

	it("is worked out once for each state, whoever asks", () => {
		let runs = 0;
		const count = (state: State) => {
			runs += 1;
			return state.coins;
		};
		const selection = new Selection(source.selectable, count, same);
		source.set({ coins: 1, items: [] });
		for (const _ of $range(1, 5)) selection.get();
		expect(runs).to.equal(1);
		source.set({ coins: 1, items: [] });
		selection.get();
		expect(runs).to.equal(2);
	});

	it("keeps the old value where the game says that the new one is equal", () => {
		const selection = new Selection(
			source.selectable,
			(state: State) => state.items.map((item) => item.upper()),
			(left, right) => left.join() === right.join(),
		);
		source.set({ coins: 1, items: ["a"] });
		const before = selection.get();
		source.set({ coins: 2, items: ["a"] });
		expect(selection.get()).to.equal(before);
		source.set({ coins: 2, items: ["b"] });
		expect(selection.get()!.join()).to.equal("B");
	});

	it("tells each listener of other values alone, with the one before", () => {
		const selection = new Selection(source.selectable, (state: State) => state.coins > 10, same);
		const heard = new Array<string>();
		source.set({ coins: 1, items: [] });
		const stop = selection.subscribe((value, previous) => heard.push(`${previous} → ${value}`));
		for (const coins of [2, 11, 12, 3]) source.set({ coins, items: [] });
		stop();
		source.set({ coins: 50, items: [] });
		expect(heard.join("; ")).to.equal("false → true; true → false");
	});

	it("may come to nothing, and then to something again", () => {
		const selection = new Selection(source.selectable, (state: State) => state.items[0] as string | undefined, same);
		source.set({ coins: 1, items: ["a"] });
		expect(selection.get()).to.equal("a");
		source.set({ coins: 1, items: [] });
		expect(selection.get()).to.equal(undefined);
		source.set({ coins: 1, items: ["b"] });
		expect(selection.get()).to.equal("b");
	});
};
