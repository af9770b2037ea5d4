/**
 * Why something that a client asked for was not done.
 *
 * - `refused` – the mutator or its guard said no; `message` is theirs.
 * - `invalid` – the arguments, or what they would make of the document, are not what the schema allows.
 * - `forbidden` – this player may not do that, or only looks at the document.
 * - `failed` – the mutator threw or waited.
 * - `closed` – the document is not shown to this client any more.
 * - `notReady` – nothing of the document has arrived yet. (Only said by the client itself, as what follows.)
 * - `tooMany` – as many are on their way as there may be.
 * - `conflict` – the server has changed what it would have changed, and wins.
 */
export type RejectionCode =
	"refused" | "invalid" | "forbidden" | "failed" | "closed" | "notReady" | "tooMany" | "conflict";

/** Why, for the player or the log. */
export interface Rejection {
	readonly code: RejectionCode;
	readonly message: string;
}

/** As they are counted in messages of the server. */
export const REJECTION_CODES: ReadonlyArray<RejectionCode> = ["refused", "invalid", "forbidden", "failed", "closed"];
