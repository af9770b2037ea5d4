/** Ends a subscription; calling it again does nothing. */
export type Unsubscribe = () => void;

/** What a listener can be attached to. */
export interface Listenable<Args extends Array<unknown>> {
	/** Calls `listener` at each event from now on, in a thread of its own; listeners are called in order of arrival. */
	subscribe(listener: (...args: Args) => void): Unsubscribe;
}

/**
 * Events within one program. Unlike a BindableEvent it passes tables by reference, and unlike the usual packages it
 * keeps no state outside itself and calls listeners in order (docs/decisions/0001-own-emitter.md).
 */
export class Emitter<Args extends Array<unknown>> implements Listenable<Args> {
	// Made when somebody comes: most events of most documents have nobody.
	private listeners?: ReadonlyArray<(...args: Args) => void>;
	private observers?: Array<(...args: Args) => void>;

	/** For {@link observe}. */
	addObserver(observer: (...args: Args) => void): void {
		this.observers ??= [];
		this.observers.push(observer);
	}

	subscribe(listener: (...args: Args) => void): Unsubscribe {
		let isEnded = false;
		// Wrapped, so that the same function can be subscribed twice and each be ended alone, also by one before it.
		const entry = (...args: Args) => {
			if (!isEnded) listener(...args);
		};
		this.listeners = [...(this.listeners ?? []), entry];
		return () => {
			isEnded = true;
			this.listeners = this.listeners?.filter((other) => other !== entry);
		};
	}

	/** A listener that throws is reported by the engine as an error of its own thread; the others still hear. */
	emit(...args: Args): void {
		if (this.observers !== undefined) for (const observer of this.observers) observer(...args);
		if (this.listeners !== undefined) for (const listener of this.listeners) task.spawn(listener, ...args);
	}
}

/**
 * Has the library's own stages called at each event: in the emitting thread, before any listener, and for good. They
 * neither yield nor throw; a thread for each of them would cost more than a commit does.
 */
export function observe<Args extends Array<unknown>>(
	source: Listenable<Args>,
	observer: (...args: Args) => void,
): void {
	(source as Emitter<Args>).addObserver(observer);
}
