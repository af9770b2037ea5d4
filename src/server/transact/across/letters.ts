import type { SessionId } from "../../session/session-id";
import type { DocumentName } from "../../store/document-name";
import type { Decided } from "../markers";

/**
 * What two servers tell each other about a transaction of a document of the first with one that the second has open. The
 * document in each letter is the second's. All of them are hints: whoever does not hear of a decision asks the record.
 */
export type AcrossLetter = { readonly kind: "across"; readonly group: string; readonly from: string } & DocumentName &
	(
		| { readonly step: "join"; readonly nonce: string }
		/** It is saved as of this revision, and no transaction of its own server's gets it for a while. */
		| { readonly step: "joined"; readonly revision: number }
		| { readonly step: "prepare"; readonly primary: DocumentName; readonly decider: SessionId }
		/** Its part is in its record, and nobody changes it until it is decided. */
		| { readonly step: "prepared" }
		| { readonly step: "refused"; readonly problem: AcrossProblem }
		| { readonly step: "decided"; readonly state: Decided }
	);

/**
 * - `busy` – another transaction has the document, or it has changed meanwhile: another try may succeed.
 * - `notOpen` – it is not open there, or not any more.
 * - `version` – that server has data of another schema version.
 * - `invalid` – its server's schema refuses what would become of it.
 * - `late` – it was asked for too late.
 * - `cloud` – its record could not be written.
 */
export type AcrossProblem = "busy" | "notOpen" | "version" | "invalid" | "late" | "cloud";

/** What the first server wants of the second one's document: in the memory store, since messages are short. */
export interface Offer {
	readonly schema: unknown;
	/** Of the revision that it was joined at. */
	readonly revision: number;
	/** See {@link StoredChanges}. */
	readonly changes: unknown;
}

/** Bytes of JSON that an offer may have: an item of the memory store has 32 KB. */
export const OFFER_SIZE_MAX = 24 * 1024;

export function isOffer(value: unknown): value is Offer {
	if (!typeIs(value, "table")) return false;
	const { revision, changes } = value as Partial<Offer>;
	return typeIs(revision, "number") && typeIs(changes, "table");
}
