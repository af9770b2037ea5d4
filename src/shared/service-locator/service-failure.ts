/**
 * - `createFailed` – a factory threw, waited or returned nothing, or what it needs is missing or cyclic.
 * - `startFailed`, `stopFailed` – the service's own `start` or `stop` threw or rejected.
 * - `startAborted` – `stop()` was called while the services were starting.
 */
export type ServiceFailureKind = "createFailed" | "startFailed" | "stopFailed" | "startAborted";

/** What went wrong in a service at run time. `message` is a whole sentence for the log, with that of `others`. */
export interface ServiceFailure<K extends ServiceFailureKind = ServiceFailureKind> {
	readonly kind: K;
	readonly message: string;
	readonly context: {
		/** Name of the service that failed first, or that was starting when the start was aborted. */
		readonly service: string;
		/** What it threw or rejected with, as text. */
		readonly actual: string;
	};
	/** What failed after it (while everything else was stopped), in the order in which it happened. */
	readonly others: ReadonlyArray<ServiceFailure>;
}

const PHRASES: { readonly [K in ServiceFailureKind]: string } = {
	createFailed: "could not be created",
	startFailed: "failed to start",
	stopFailed: "failed to stop",
	startAborted: "was the last to start",
};

/** A failure of one service, with the sentence that goes with its kind. */
export function serviceFailure<K extends ServiceFailureKind>(
	kind: K,
	service: string,
	actual: string,
): ServiceFailure<K> {
	return { kind, message: `"${service}" ${PHRASES[kind]}: ${actual}`, context: { service, actual }, others: [] };
}

/** At least one failure, as one: the first, with those that followed it. */
export function asOneFailure(failures: ReadonlyArray<ServiceFailure>): ServiceFailure {
	const message = failures.map((failure) => failure.message).join("; ");
	return { ...failures[0], message, others: failures.filter((_, index) => index > 0) };
}
