import type { Unsubscribe } from "../shared/emitter";

/** Where a selection gets its state from. */
export interface Selectable<S> {
	getState: () => S | undefined;
	subscribe: (listener: (state: S) => void) => Unsubscribe;
}

/** Something that follows from a state, remembered until the state is another one. */
export class Selection<S, R> {
	private state?: S;
	private value?: R;

	constructor(
		private readonly source: Selectable<S>,
		private readonly selector: (state: S) => R,
		private readonly isEqual: (left: R, right: R) => boolean,
	) {}

	/** Undefined while there is no state. */
	get(): R | undefined {
		const state = this.source.getState();
		if (state === undefined || state === this.state) return this.value;
		const value = this.selector(state);
		// The old one, if nothing changed: who compares by identity is to see none.
		if (this.state === undefined || !this.isEqual(this.value as R, value)) this.value = value;
		this.state = state;
		return this.value;
	}

	/** Calls `listener` when it has another value than before. */
	subscribe(listener: (value: R, previous: R | undefined) => void): Unsubscribe {
		let last = this.get();
		return this.source.subscribe(() => {
			const value = this.get();
			const previous = last;
			if (value === previous) return;
			last = value;
			listener(value as R, previous);
		});
	}
}
