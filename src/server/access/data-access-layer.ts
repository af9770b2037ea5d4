import { HoldfastError, holdfastError } from "../../shared/errors";
import { fail, Result, succeed } from "../../shared/result";
import { thrownText } from "../../shared/thrown-text";
import { nextBackoff } from "../cloud/backoff";
import type { TransactOutcome } from "../transact/transactor";
import { AccessOptions, DEFAULT_ACCESS, ResolvedOptions, resolveOptions, RunOptions } from "./access-options";
import { AccessParts, AccessTransaction } from "./access-transaction";

/**
 * What became of a function that was run in transactions: as `TransactOutcome`, with what the function returned, or
 * `rolledBack` if the function did that. `tries`: how often it ran.
 */
export type RunOutcome<R> = (
	| { readonly kind: "committed"; readonly value: R }
	| { readonly kind: "rolledBack"; readonly value: R }
	| Exclude<TransactOutcome, { kind: "committed" }>
) & { readonly tries: number };

/**
 * For those who think in its terms: begin, read, write, commit, with the version of each document checked at the commit
 * (optimistic concurrency). It has no storage of its own: it works on open sessions, and a commit is one
 * `DataManager.transact`, with all that this promises.
 */
export class DataAccessLayer {
	private readonly options: ResolvedOptions;

	/** Made by {@link DataManager.dataAccess}. */
	constructor(
		private readonly parts: AccessParts,
		options: RunOptions = {},
	) {
		this.options = resolveOptions(options, DEFAULT_ACCESS);
	}

	/** Takes no lock, and costs nothing until it is committed. One that is dropped may be forgotten. */
	beginTransaction(options: AccessOptions = {}): AccessTransaction {
		return new AccessTransaction(this.parts, resolveOptions(options, this.options));
	}

	/**
	 * Runs a function in a transaction and commits it; after a conflict or a lock timeout again, in a new transaction with
	 * fresh reads, after a pause that is drawn at random below a bound that doubles from half a second to thirty. The
	 * function may yield, or be async. What it throws refuses the transaction; it may also roll it back.
	 */
	run<R>(body: (transaction: AccessTransaction) => R | Promise<R>, options: RunOptions = {}): Promise<RunOutcome<R>> {
		const resolved = resolveOptions(options, this.options);
		// In a thread of its own: cancelling the promise would end it between a commit and what comes of it.
		return new Promise((resolve) => {
			task.spawn(() => resolve(this.runUntilOver(body, resolved)));
		});
	}

	/** Yields. */
	private runUntilOver<R>(
		body: (transaction: AccessTransaction) => R | Promise<R>,
		options: ResolvedOptions,
	): RunOutcome<R> {
		for (let tries = 1; ; tries += 1) {
			const outcome = this.tryOnce(body, options);
			if (tries > options.retries || !isRetryable(outcome)) return { ...outcome, tries };
			task.wait(nextBackoff(tries, () => math.random()));
		}
	}

	private tryOnce<R>(body: (transaction: AccessTransaction) => R | Promise<R>, options: ResolvedOptions) {
		const transaction = new AccessTransaction(this.parts, options);
		const called = call(body, transaction);
		if (!called.ok) {
			transaction.rollback();
			return { kind: "rejected", errors: [threw(called.error)] } as const;
		}
		const { value } = called;
		if (transaction.getState() === "rolledBack") return { kind: "rolledBack", value: value as R } as const;
		const outcome = transaction.commit().expect();
		return outcome.kind === "committed" ? ({ kind: "committed", value: value as R } as const) : outcome;
	}
}

/** Runs a function of the game's to its end, also if it is async. Yields. */
function call(
	body: (transaction: AccessTransaction) => unknown,
	transaction: AccessTransaction,
): Result<unknown, unknown> {
	const [ok, value] = pcall(body, transaction);
	if (!ok) return fail(value as unknown);
	if (!Promise.is(value)) return succeed(value as unknown);
	const [resolved, result] = value.await();
	return resolved ? succeed(result) : fail(result);
}

function threw(thrown: unknown): HoldfastError<"recipeThrew"> {
	const actual = thrownText(thrown);
	return holdfastError("recipeThrew", `The function of the transaction failed, so nothing was changed: ${actual}`, {
		actual,
	});
}

/** With fresh reads it may succeed. */
function isRetryable(outcome: { readonly kind: string; readonly errors?: ReadonlyArray<HoldfastError> }): boolean {
	if (outcome.kind !== "rejected" || outcome.errors === undefined) return false;
	return outcome.errors.every(({ kind }) => kind === "conflict" || kind === "lockTimeout");
}
