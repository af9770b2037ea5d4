import { Getter, onCleanup, signal } from "@rbxts/charm";

import type { StateManager } from "../client/state-manager";
import type { DeepReadonly } from "../shared/data/deep-readonly";

/**
 * A read-only atom of what a state shows, or of what a selector makes of it; undefined before it has arrived. It has
 * another value only when that is one by `isEqual` (default: identity), and all atoms of a state are of the same moment. It
 * follows the state as long as the effect or
 * scope that it was made in, and outside of any as long as the state.
 */
export function atomOf<V extends object, A>(state: StateManager<V, A>): Getter<DeepReadonly<V> | undefined>;
export function atomOf<V extends object, A, R>(
	state: StateManager<V, A>,
	selector: (view: DeepReadonly<V>) => R,
	isEqual?: (left: R, right: R) => boolean,
): Getter<R | undefined>;
export function atomOf(
	state: StateManager,
	selector: (view: object) => unknown = (view) => view,
	isEqual?: (left: unknown, right: unknown) => boolean,
): Getter<unknown> {
	const selection = state.select(selector, isEqual);
	const [follow, set] = signal<unknown>(selection.get());
	let isOver = false;
	// Wrapped, since a function would be called for the value.
	const stop = selection.subscribe((value) => set(() => value));
	onCleanup(() => {
		stop();
		isOver = true;
	}, true);
	return () => {
		const value = follow();
		// Not what the signal has: an effect may run for another atom of the same state, which was set before this one.
		return isOver ? value : selection.get();
	};
}
