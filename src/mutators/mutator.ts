import type { Infer } from "../schema/infer";
import type { Schema } from "../schema/schema";
import type { DeepReadonly } from "../shared/data/deep-readonly";
import type { StatePriority } from "./state-priority";

/** Who a mutator runs for, and where. */
export interface MutatorContext {
	/** Of the player whose client asked for it. */
	readonly userId: number;
	/** False where it is a client's guess. */
	readonly isServer: boolean;
}

/** The schemas of a mutator's arguments, in their order. */
export type ArgumentSchemas = ReadonlyArray<Schema<unknown>>;

/** The arguments themselves. */
export type ArgumentsOf<A> = { -readonly [K in keyof A]: A[K] extends Schema<unknown> ? Infer<A[K]> : never };

/** What a function gets after the data: the arguments, and then who asks. */
export type WithContext<A> = [...args: Extract<ArgumentsOf<A>, Array<unknown>>, context: MutatorContext];

/**
 * What becomes of guesses when the server changes what they have touched.
 *
 * - `merge` – the mutator runs again on what is there now.
 * - `server_wins` – the guess is taken back at once; if it was not sent yet, it is not sent.
 * - `client_wins` – what was guessed stays in view until the server has answered; the last valid one wins there.
 */
export type ClientConflictStrategy = "merge" | "server_wins" | "client_wins";

interface MutatorRules<T, A extends ArgumentSchemas> {
	/** What the arguments are. Whatever a client sends is checked by it before anything else sees it. */
	readonly args: readonly [...A];
	/** A rule of the arguments beyond their schemas: gives why they are refused. Asked on both sides. It must not yield. */
	readonly guard?: (...args: Extract<ArgumentsOf<A>, Array<unknown>>) => string | undefined;
	/**
	 * Whether this player may do it now. Asked on the server alone, so it may look at what clients cannot see. It must not
	 * yield: ranks in groups and passes are to be asked for before.
	 */
	readonly allow?: (data: DeepReadonly<T>, ...rest: WithContext<A>) => boolean;
	/** What it takes of the client's rate: see `PublishConfig.tokensPerSecond`. Default 1. */
	readonly cost?: number;
	/** Default `merge`. */
	readonly conflicts?: ClientConflictStrategy;
	/** How soon it is sent. Default `NORMAL`. */
	readonly priority?: StatePriority;
	/** True: one that was not sent yet gives way to a newer one of the same name right after it. For what only its last value counts of. */
	readonly coalesce?: boolean;
}

/** A mutator whose outcome a client can guess: it sees only what that client may see. */
export interface PredictedMutator<T, V, A extends ArgumentSchemas> extends MutatorRules<T, A> {
	readonly predict?: true;
	/**
	 * Changes the draft, or gives the reason why not: then nothing is changed. It must not yield, and must do the same on
	 * both sides wherever it can; where it cannot, the server's outcome counts.
	 */
	readonly run: (draft: V, ...rest: WithContext<A>) => string | undefined | void;
}

/** A mutator that needs what only the server has: private fields, or chance. Clients wait for its outcome. */
export interface UnpredictedMutator<T, A extends ArgumentSchemas> extends MutatorRules<T, A> {
	readonly predict: false;
	/** Changes the draft, or gives the reason why not: then nothing is changed. It must not yield. */
	readonly run: (draft: T, ...rest: WithContext<A>) => string | undefined | void;
}

/** One thing that clients can ask for, as both sides know it. */
export type Mutator<T, V, A extends ArgumentSchemas> = PredictedMutator<T, V, A> | UnpredictedMutator<T, A>;

/** The same for the library, which knows no types. */
export interface AnyMutator {
	readonly args: ArgumentSchemas;
	readonly guard?: (...args: Array<unknown>) => string | undefined;
	readonly allow?: (data: unknown, ...rest: Array<unknown>) => boolean;
	readonly cost?: number;
	readonly conflicts?: ClientConflictStrategy;
	readonly priority?: StatePriority;
	readonly coalesce?: boolean;
	readonly predict?: boolean;
	readonly run: (draft: object, ...rest: Array<unknown>) => unknown;
}
