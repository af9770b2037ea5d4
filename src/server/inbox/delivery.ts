import { ErrorKind, HoldfastError } from "../../shared/errors";
import type { CommitEdit } from "../session/session";
import type { GiverName } from "./inbox-acks";

/** What a message asks for, as an edit of the document that it came to. */
export interface Delivery {
	readonly edit: CommitEdit;
	/** Of a transfer: from which document. */
	readonly giver?: GiverName;
}

// Why a document does not take a message; whatever else goes wrong is none of the message's fault.
const REFUSALS: ReadonlySet<ErrorKind> = new ReadonlySet<ErrorKind>([
	"recipeThrew",
	"recipeYielded",
	"invalidData",
	"invalidPath",
	"unstorable",
	"tooLarge",
]);

/** True if a message was the reason why its commit was refused. */
export function isRefusal({ kind }: HoldfastError): boolean {
	return REFUSALS.has(kind);
}
