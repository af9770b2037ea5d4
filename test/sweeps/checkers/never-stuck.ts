import type { AppliedWrite } from "../../../src/testing";
import type { Checker, OpenWait, StoredDocument } from "./checker";

// The bounds: while services answer, and while nobody can tell whether an owner lives.
const BOUND_SECONDS = 60;
const UNKNOWN_BOUND_SECONDS = 150;

/** How things have been lately. */
export interface Weather {
	/** Seconds of the last `seconds` in which DataStores did not answer at all. */
	storesDown(seconds: number): number;
	/** Seconds that requests for a key of a DataStore, or a server's other requests, have taken beyond what they usually do of late. */
	slowAt(whose: string, seconds: number): number;
	/** The same as `storesDown` for MemoryStores. */
	memoryDown(seconds: number): number;
}

/** No document is out of reach for longer than it has to be. */
export class NeverStuck implements Checker {
	readonly name = "never-stuck";
	private readonly movedAt = new Map<string, number>();

	constructor(
		private readonly complain: (problem: string) => void,
		private readonly weather: Weather,
		private readonly now: () => number,
	) {}

	opened(key: string, _: unknown, wait: OpenWait): void {
		this.check(key, wait, "took");
	}

	refused(key: string, kind: string, wait: OpenWait): void {
		// One that nobody waits for any more has waited all the same.
		if (kind !== "alreadyOpen" && kind !== "shuttingDown") this.check(key, wait, `was refused (${kind}) after`);
	}

	/** A document that has come free, or to another server, was not stuck until then. */
	written(key: string, write: AppliedWrite, record: StoredDocument): void {
		const before = write.previous as StoredDocument | undefined;
		if (before?.lock?.nonce !== record.lock?.nonce) this.movedAt.set(key, this.now());
	}

	private check(key: string, { seconds: waited, span, server }: OpenWait, what: string): void {
		const seconds = math.min(waited, this.now() - (this.movedAt.get(key) ?? 0));
		const unknown = this.weather.memoryDown(span + BOUND_SECONDS) > 0;
		const slow = this.weather.slowAt(key, span) + this.weather.slowAt(server, span);
		const bound = (unknown ? UNKNOWN_BOUND_SECONDS : BOUND_SECONDS) + 1.5 * this.weather.storesDown(span) + slow;
		if (seconds > bound) this.complain(`${key}: an open ${what} ${math.round(seconds)} s`);
	}
}
