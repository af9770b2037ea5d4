/// <reference types="@rbxts/testez/globals" />
import { computed, effect, effectScope } from "@rbxts/charm";

import { atomOf } from "../../../src/charm";
import { createShownState } from "./shown-state";

export = () => {
	it("an atom has nothing before the state has arrived, and then what it shows", () => {
		const { state, server } = createShownState();
		const view = atomOf(state);
		expect(view()).to.equal(undefined);
		server.show({ coins: 5, title: "new" });
		expect(view()).to.equal(state.getState());
		expect(view()!.coins).to.equal(5);
	});

	it("an atom of a selection runs effects for each value, also a guessed one and its correction", () => {
		const { state, server } = createShownState();
		server.show({ coins: 5, title: "new" });
		const coins = atomOf(state, (view) => view.coins);
		const doubled = computed(() => (coins() ?? 0) * 2);
		const seen = new Array<number>();
		const stop = effect(() => {
			seen.push(doubled());
		});
		state.mutate.earn(3);
		server.hear();
		server.refuse("No.");
		server.change({ coins: 9, title: "new" });
		stop();
		expect(seen.join(" ")).to.equal("10 16 10 18");
	});

	it("an atom is not told of a right guess's confirmation, nor of what its selector does not see", () => {
		const { state, server } = createShownState();
		server.show({ coins: 5, title: "new" });
		const coins = atomOf(state, (view) => view.coins);
		let runs = 0;
		const stop = effect(() => {
			coins();
			runs += 1;
		});
		state.mutate.earn(3);
		server.hear();
		server.change({ coins: 8, title: "new" }, 1);
		state.mutate.rename("old");
		stop();
		expect(runs).to.equal(2);
	});

	it("an atom keeps its value while isEqual says that it is the same", () => {
		const { state, server } = createShownState();
		server.show({ coins: 5, title: "new" });
		const tens = atomOf(
			state,
			(view) => ({ tens: math.floor(view.coins / 10) }),
			(left, right) => left.tens === right.tens,
		);
		const before = tens();
		server.change({ coins: 7, title: "new" });
		expect(tens()).to.equal(before);
		server.change({ coins: 17, title: "new" });
		expect(tens()!.tens).to.equal(1);
	});

	it("atoms of one state are of the same moment", () => {
		const { state, server } = createShownState();
		server.show({ coins: 5, title: "new" });
		const coins = atomOf(state, (view) => view.coins);
		const title = atomOf(state, (view) => view.title);
		const seen = new Set<string>();
		const stop = effect(() => {
			seen.add(`${coins()} ${title()}`);
		});
		server.change({ coins: 6, title: "old" });
		stop();
		expect(seen.size()).to.equal(2);
		expect(seen.has("5 new") && seen.has("6 old")).to.equal(true);
	});

	it("an atom that was made in a scope ends with it", () => {
		const { state, server } = createShownState();
		server.show({ coins: 5, title: "new" });
		let coins = () => 0 as number | undefined;
		const stop = effectScope(() => {
			coins = atomOf(state, (view) => view.coins);
		});
		server.change({ coins: 6, title: "new" });
		expect(coins()).to.equal(6);
		stop();
		server.change({ coins: 7, title: "new" });
		expect(coins()).to.equal(6);
	});
};
