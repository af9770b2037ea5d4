import { Result } from "../../shared/result";
import { StoreFailure } from "./ports";
import { PRIORITY_RANKS, ScheduledRequest } from "./scheduled-request";

type Outcome =
	{ readonly ok: true; readonly value: Result<unknown, StoreFailure> } | { readonly ok: false; problem: unknown };

/** The name of a document's key that no other has. */
export function keyIdOf(store: string, key: string): string {
	return `${store.size()}:${store}/${key}`;
}

/** One request on its way through the scheduler, and the thread that waits for its answer. */
export class RequestTicket {
	readonly keyId: string;
	/** As urgent as this: its own priority's, or that of what waits behind it. */
	rank: number;
	private hasTurn = false;
	private outcome?: Outcome;
	private waiter?: thread;

	constructor(
		readonly request: ScheduledRequest<unknown>,
		/** Its place among all that were ever submitted. */
		readonly order: number,
		readonly submittedAt: number,
	) {
		this.keyId = keyIdOf(request.store, request.key);
		this.rank = PRIORITY_RANKS[request.priority];
	}

	/** It is its turn: the thread that asked goes on with it, now or when it looks. */
	giveTurn(): void {
		this.hasTurn = true;
		this.wake();
	}

	/** Yields until it is its turn. */
	waitForTurn(): void {
		while (!this.hasTurn) this.sleep();
	}

	/** Makes the request in the calling thread, and keeps what came of it; never throws. Undefined if `send` threw. */
	send(): Result<unknown, StoreFailure> | undefined {
		const [ok, value] = pcall(this.request.send);
		this.outcome = ok ? { ok, value: value as Result<unknown, StoreFailure> } : { ok: false, problem: value };
		return this.outcome.ok ? this.outcome.value : undefined;
	}

	/** Lets the thread go on that waits for the answer. It may have been cancelled: then nobody is told. */
	answer(): void {
		this.wake();
	}

	/** Yields until the answer is there; throws what `send` threw. */
	wait(): Result<unknown, StoreFailure> {
		while (this.outcome === undefined) this.sleep();
		return this.outcome.ok ? this.outcome.value : (error(this.outcome.problem, 0) as never);
	}

	private sleep(): void {
		this.waiter = coroutine.running();
		coroutine.yield();
		this.waiter = undefined;
	}

	private wake(): void {
		const { waiter } = this;
		if (waiter !== undefined && coroutine.status(waiter) === "suspended") task.spawn(waiter);
	}
}
