import { useLayoutEffect, useReducer, useRef } from "@rbxts/react";

import type { StateManager } from "../client/state-manager";
import type { DeepReadonly } from "../shared/data/deep-readonly";
import { differs, Question, read, Reading } from "./reading";

/**
 * What a state shows, or what a selector makes of it; undefined before it has arrived. The component renders again when
 * that is another value by `isEqual` (default: identity), and keeps the reference it has while it is not. Everything on
 * the screen shows the same moment: what has changed while components rendered is rendered again before it is seen.
 */
export function useHoldfast<V extends object, A>(state: StateManager<V, A>): DeepReadonly<V> | undefined;
export function useHoldfast<V extends object, A, R>(
	state: StateManager<V, A>,
	selector: (view: DeepReadonly<V>) => R,
	isEqual?: (left: R, right: R) => boolean,
): R | undefined;
export function useHoldfast(
	state: StateManager,
	selector: Question["selector"] = wholeOf,
	isEqual: Question["isEqual"] = isSame,
): unknown {
	const [, renderAgain] = useReducer((count: number) => count + 1, 0);
	const committed = useRef<Reading>();
	const reading = read({ state, selector, isEqual }, committed.current);
	// Before the frame is seen, and only of what is seen: a render may be thrown away.
	useLayoutEffect(() => {
		committed.current = reading;
		if (differs(reading)) renderAgain();
	});
	useLayoutEffect(() => {
		let isMounted = true;
		const stop = state.subscribe(() => {
			// A listener before this one may have taken the component away.
			if (isMounted && differs(committed.current!)) renderAgain();
		});
		return () => {
			isMounted = false;
			stop();
		};
	}, [state]);
	return reading.value;
}

function wholeOf(view: object): unknown {
	return view;
}

function isSame(left: unknown, right: unknown): boolean {
	return left === right;
}
