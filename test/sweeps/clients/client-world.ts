import type { SeededRandom } from "../../../src/testing";
import type { ClientChecker } from "./checkers/client-checker";
import type { ClientHost } from "./client-host";
import type { ClientPlan } from "./client-plan";
import type { Guest } from "./guest";

/** What servers and clients of a sweep need of the world around them. */
export interface ClientWorld {
	readonly random: SeededRandom;
	readonly plan: ClientPlan;
	readonly checkers: ReadonlyArray<ClientChecker>;
	now(): number;
	/** Calls back after so many virtual seconds. */
	later(seconds: number, action: () => void): void;
	/** Counts a fault, or what is as bad as one. */
	count(kind: string, times?: number): void;
	/** Nothing more goes wrong from here on. */
	isCalm(): boolean;
	/** A server that runs, another one if there is any. */
	pickHost(except?: ClientHost): ClientHost;
	/** Who is on a server. */
	guestsOf(host: ClientHost): ReadonlyArray<Guest>;
	/** Somebody has joined. */
	noteGuest(guest: Guest): void;
	/** For the trace, and for a replay. */
	note(text: string): void;
}
