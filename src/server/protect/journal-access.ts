import { Result } from "../../shared/result";
import { StoreFailure } from "../cloud/ports";
import { StoredState } from "./backup-entry";

/** What the journals of servers have of a document, whoever wrote it. Yields. */
export interface JournalAccess {
	/** The newest state that they lead to, from what is stored (which may be of no use); nil: they have none. */
	recover(
		collection: string,
		key: string,
		stored: unknown,
	): Result<(StoredState & { readonly revision: number }) | undefined, StoreFailure>;
	/** Takes everything about a document out of them; gives the number of entries that were there. */
	erase(collection: string, key: string): Result<number, StoreFailure>;
}
