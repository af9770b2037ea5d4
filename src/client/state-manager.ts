import type { Channel } from "../mutators/channel";
import type { AnyMutator, ArgumentsOf } from "../mutators/mutator";
import { pack } from "../mutators/packed";
import { StatePriority } from "../mutators/state-priority";
import { writableAt } from "../mutators/writable-places";
import type { DeepReadonly } from "../shared/data/deep-readonly";
import { formatPath, Path } from "../shared/data/path";
import { PathArgument, ValueAt } from "../shared/data/typed-path";
import { Listenable, Unsubscribe } from "../shared/emitter";
import { Mutation, PendingMutation } from "./mutation";
import { Selection } from "./selection";
import { Synchronizer } from "./synchronizer";
import type { ChangeType } from "./transition";
import { valueAt } from "./value-at";

/** What a client can ask for, by the names of the mutators. */
export type MutateFunctions<A> = {
	readonly [K in keyof A]: (...args: Extract<ArgumentsOf<A[K]>, Array<unknown>>) => Mutation;
};

/** Told of a change at a place: the value now, the one before, and why. */
export type ChangeListener<T> = (value: T | undefined, previous: T | undefined, changeType: ChangeType) => void;

/** Whether all that is shown at a place is what the server has confirmed. */
export type PlaceStatus = "confirmed" | "pending";

/**
 * A client's state of one document: what the server lets it see, with what this client has asked for shown at once. A right
 * guess is seen once; a wrong one is taken back when the server says so. Made by {@link StateClient}.
 */
export class StateManager<V extends object = object, A = unknown> {
	/** Asks for what the mutators do: `state.mutate.buyItem("sword")`. */
	readonly mutate: MutateFunctions<A>;
	/** While the document arrives: how much of it is there, from 0 to 1. */
	readonly progressed: Listenable<[progress: number]>;

	/** For {@link StateClient}. */
	constructor(
		readonly channel: Channel<object, V, A>,
		private readonly synchronizer: Synchronizer,
	) {
		this.progressed = synchronizer.progressed;
		this.mutate = this.mutateAs(undefined);
	}

	/** What is shown: frozen, and the same reference as long as it says the same. Undefined before it has arrived. */
	getState(): DeepReadonly<V> | undefined;
	/** What is shown at a place, undefined where there is nothing. Numbers are 0-based indices. */
	getState<const P extends Path>(path: PathArgument<V, P>): DeepReadonly<ValueAt<V, P>> | undefined;
	getState(path: Path = []): unknown {
		return valueAt(this.synchronizer.getView(), path);
	}

	/** The revision of what the server has confirmed; undefined while that is not known. */
	getRevision(): number | undefined {
		return this.synchronizer.getRevision();
	}

	/** Whether it is shown now, and can be changed if the server lets it. */
	isReady(): boolean {
		return this.synchronizer.isReady();
	}

	/** Resolves when the document is shown and has arrived; see {@link isReady}. */
	onceReady(): Promise<DeepReadonly<V>> {
		if (this.isReady()) return Promise.resolve(this.getState()!);
		// One for each: who stops waiting for theirs would end a shared one for all.
		return new Promise((resolve, _reject, onCancel) => {
			const stop = this.synchronizer.readied.subscribe(() => {
				stop();
				resolve(this.getState()!);
			});
			onCancel(stop);
		});
	}

	/** The same as {@link mutate}, sent as soon as is said. */
	mutateAs(priority: StatePriority | undefined): MutateFunctions<A> {
		const functions = new Map<string, (...args: Array<unknown>) => Mutation>();
		for (const [name, mutator] of this.channel.mutators.byName) {
			functions.set(name, (...args) => this.call(name, mutator, args, priority));
		}
		return table.freeze(functions) as unknown as MutateFunctions<A>;
	}

	/**
	 * Sets a place that the schema declares `clientWritable`; any other is refused. One that was not sent yet gives way to a
	 * newer one for the same place.
	 */
	setState<const P extends Path>(
		path: PathArgument<V, P>,
		value: ValueAt<V, P>,
		priority: StatePriority = StatePriority.NORMAL,
	): Mutation {
		const place = writableAt(this.synchronizer.places(), path as Path);
		if (place === undefined) {
			const message = `${formatPath(path as Path)} cannot be set by clients`;
			return PendingMutation.rejected({ code: "forbidden", message });
		}
		return this.synchronizer.ask(
			{ kind: "set", place, path: path as Path, value: value as defined },
			{ priority, predict: true, conflicts: "merge", coalesces: true },
		);
	}

	/** Calls `listener` when what is at a place changes: not when a guess is confirmed that was right. */
	addChangeListener<const P extends Path>(
		path: PathArgument<V, P>,
		listener: ChangeListener<DeepReadonly<ValueAt<V, P>>>,
	): Unsubscribe {
		const place = path as Path;
		return this.synchronizer.changed.subscribe(({ previous, current, typeAt }) => {
			const [before, after] = [valueAt(previous, place), valueAt(current, place)];
			if (before === after) return;
			(listener as ChangeListener<unknown>)(after, before, typeAt(place));
		});
	}

	/** Calls `listener` whenever anything in view has changed. */
	subscribe(listener: (state: DeepReadonly<V>, previous: DeepReadonly<V> | undefined) => void): Unsubscribe {
		return this.synchronizer.changed.subscribe(({ current, previous }) => {
			listener(current as DeepReadonly<V>, previous as DeepReadonly<V> | undefined);
		});
	}

	/**
	 * Something that follows from the state. It is worked out again only when the state has changed, and keeps its value while
	 * `isEqual` says that it is the same; by default that is identity.
	 */
	select<R>(
		selector: (state: DeepReadonly<V>) => R,
		isEqual: (left: R, right: R) => boolean = (left, right) => left === right,
	): Selection<DeepReadonly<V>, R> {
		return new Selection<DeepReadonly<V>, R>(
			{ getState: () => this.getState(), subscribe: (listener) => this.subscribe(listener) },
			selector,
			isEqual,
		);
	}

	/** Whether something that touches a place, or anything at all, waits for the server. */
	getStatus(path: Path = []): PlaceStatus {
		return this.synchronizer.countPending(path) > 0 ? "pending" : "confirmed";
	}

	private call(
		name: string,
		mutator: AnyMutator,
		args: ReadonlyArray<unknown>,
		priority: StatePriority | undefined,
	): Mutation {
		return this.synchronizer.ask(
			{ kind: "call", name, args: pack(args, mutator.args.size()) },
			{
				priority: priority ?? mutator.priority ?? StatePriority.NORMAL,
				predict: mutator.predict !== false,
				conflicts: mutator.conflicts ?? "merge",
				coalesces: mutator.coalesce === true,
			},
		);
	}
}
