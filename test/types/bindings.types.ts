/**
 * Compile-time tests: this file passes by compiling. Each `@ts-expect-error` is an error that the types must report.
 */
import { defineChannel, defineMutators, s } from "../../src";
import { atomOf } from "../../src/charm";
import { StateClient } from "../../src/client";
import { useHoldfast } from "../../src/react";
import { Equal, Expect } from "./expect";

const schema = s.object({ coins: s.integer(), title: s.string(), luck: s.integer().private() });
const channel = defineChannel("types", defineMutators(schema, {}));

export function useCoins(states: StateClient) {
	const state = states.state(channel);
	const coins = useHoldfast(state, (view) => view.coins);
	const whole = useHoldfast(state);
	const atom = atomOf(
		state,
		(view) => view.title,
		(left, right) => left.size() === right.size(),
	);
	type Title = Expect<Equal<ReturnType<typeof atom>, string | undefined>>;
	const isTyped: Title = true;
	// @ts-expect-error – private: this client does not have it
	useHoldfast(state, (view) => view.luck);
	// @ts-expect-error – an atom of a state is only read
	atom("other");
	return { coins, whole, isTyped };
}

type Answers = ReturnType<typeof useCoins>;
export type CoinsAreANumber = Expect<Equal<Answers["coins"], number | undefined>>;
export type WholeHasNothingPrivate = Expect<
	Equal<Answers["whole"], { readonly coins: number; readonly title: string } | undefined>
>;

/** What another player's document may lack, its type says. */
export function lookAt(states: StateClient) {
	const state = states.publicState(channel, "13");
	// @ts-expect-error – private
	state.getState(["luck"]);
	return state.getState()!.title;
}
export type TitleMayBeMissing = Expect<Equal<ReturnType<typeof lookAt>, string | undefined>>;
