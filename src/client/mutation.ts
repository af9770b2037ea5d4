import type { Rejection } from "../mutators/rejection";
import { fail, Result, succeed } from "../shared/result";

/** Done on the server, or why not. */
export type MutationResult = Result<void, Rejection>;

/**
 * - `predicted` – shown already as it will probably be; the server has not said anything.
 * - `waiting` – nothing of it is shown before the server answers.
 * - `confirmed` – the server has done it.
 * - `rejected` – the server, or this client before it was sent, has not; what was shown of it is taken back.
 */
export type MutationStatus = "predicted" | "waiting" | "confirmed" | "rejected";

/** Something that this client has asked for. */
export interface Mutation {
	getStatus(): MutationStatus;
	/** Why it was not done. */
	getRejection(): Rejection | undefined;
	/** Resolves when it is confirmed or rejected; never rejects. */
	readonly settled: Promise<MutationResult>;
}

/** The same for who settles it. */
export class PendingMutation implements Mutation {
	readonly settled: Promise<MutationResult>;
	private resolve!: (result: MutationResult) => void;
	private rejection?: Rejection;

	constructor(private status: MutationStatus) {
		this.settled = new Promise<MutationResult>((resolve) => {
			this.resolve = resolve as (result: MutationResult) => void;
		});
		// A promise ends when the last who waits for it stops waiting, and somebody else may come: this one never stops.
		this.settled.then(noOp, noOp);
	}

	/** One that was never sent. */
	static rejected(rejection: Rejection): PendingMutation {
		const mutation = new PendingMutation("waiting");
		mutation.reject(rejection);
		return mutation;
	}

	getStatus(): MutationStatus {
		return this.status;
	}

	getRejection(): Rejection | undefined {
		return this.rejection;
	}

	confirm(): void {
		this.status = "confirmed";
		this.resolve(succeed(undefined));
	}

	reject(rejection: Rejection): void {
		this.status = "rejected";
		this.rejection = rejection;
		this.resolve(fail(rejection));
	}
}

function noOp(): void {}
