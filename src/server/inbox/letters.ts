import type { AckState, GiverName } from "./inbox-acks";

/** What servers tell each other about messages, and about the transfers that are made of them. */
export type InboxLetter =
	/** Something was put into the inbox of a document that the addressee has. */
	{ readonly kind: "inbox"; readonly collection: string; readonly key: string } | SettledLetter | CancelLetter;

/** It is saved what has become of a message that the addressee has sent. */
export interface SettledLetter {
	readonly kind: "settled";
	/** Of the receiver. */
	readonly collection: string;
	readonly key: string;
	readonly id: string;
	readonly messageKind: string;
	readonly state: AckState;
	readonly reason?: string;
}

/** The time of a transfer to a document that the addressee has is over. */
export interface CancelLetter {
	readonly kind: "cancel";
	readonly collection: string;
	readonly key: string;
	readonly id: string;
	readonly from: string;
	readonly giver: GiverName;
	readonly messageKind: string;
	readonly appendBefore: number;
}
