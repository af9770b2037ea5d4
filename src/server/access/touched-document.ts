import { Path } from "../../shared/data/path";
import { findPlace } from "../../shared/data/place";
import { HoldfastError, holdfastError } from "../../shared/errors";
import type { DocumentName } from "../store/document-name";
import type { AnySession } from "../transact/propose";

/** A document as a transaction has found it, and what the transaction has made of it. All roots are frozen. */
export interface TouchedDocument {
	readonly session: AnySession;
	readonly name: DocumentName;
	readonly base: object;
	/** The version: a document's revision goes up with each commit. */
	readonly revision: number;
	/** What the transaction sees; `base` as long as it has changed nothing. */
	mine: object;
	/** The places that it has read alone. */
	readonly placesRead: Array<Path>;
	/** True if it has read all of it. */
	readWhole: boolean;
}

export function touchDocument(session: AnySession, name: DocumentName): TouchedDocument {
	const base = session.data as object;
	return { session, name, base, revision: session.revision, mine: base, placesRead: [], readWhole: false };
}

/** What is at a place; nil if the place is not there. */
export function valueAt(root: object, path: Path): unknown {
	const place = findPlace(root, path);
	return place.ok ? place.value.value : undefined;
}

/** The document is not any more what the transaction has found: which versions, and which place if it is a single one. */
export function conflictOf({ name, revision }: TouchedDocument, now: number, path?: Path): HoldfastError<"conflict"> {
	return holdfastError("conflict", "The document has changed since the transaction has read it.", {
		...name,
		path,
		expected: `revision ${revision}`,
		actual: `revision ${now}`,
	});
}
