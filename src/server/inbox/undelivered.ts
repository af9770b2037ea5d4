import type { AckState } from "./inbox-acks";

/** A message or a transfer that has ended without being delivered. */
export interface Undelivered {
	/** Of the receiver. */
	readonly collection: string;
	readonly key: string;
	readonly id: string;
	/** The name of the message's kind; `~transfer` for a transfer, which is back with its giver now. */
	readonly kind: string;
	readonly state: Exclude<AckState, "delivered">;
	/** Why it was refused. */
	readonly reason?: string;
}
