import type { DeepReadonly } from "../../shared/data/deep-readonly";
import type { CloudPorts } from "../cloud/ports";
import type { RequestScheduler } from "../cloud/request-scheduler";
import type { Collection } from "../collection";
import type { Document } from "../commit/document";
import type { StoredMessage } from "../inbox/stored-message";
import type { NewLabel } from "../store/record";
import type { DocumentForm } from "../validate/document-form";
import type { KeepOriginal } from "./acquire-transform";
import type { SaveRequest } from "./save-transform";
import type { Session } from "./session";
import type { SessionId } from "./session-id";
import type { OpeningReport } from "./session-results";
import type { MarkerNotes } from "./session-writer";

/** The server's journal as a session sees it. */
export interface SessionJournal {
	/** Resolves true when the journal holds this revision of the session, false when it will not. */
	whenJournaled(session: Session<object>, revision: number): Promise<boolean>;
}

/** What a session is made from, once its lock has been taken. */
export interface SessionParts<T extends object> {
	readonly cloud: CloudPorts;
	readonly scheduler: RequestScheduler;
	readonly journal: SessionJournal;
	readonly collection: Collection<T>;
	readonly key: string;
	readonly id: SessionId;
	readonly userIds: ReadonlyArray<number>;
	readonly document: Document<DeepReadonly<T> & object>;
	readonly form: DocumentForm<T>;
	/** The version of the data that is written, and the oldest that may read it. */
	readonly label: NewLabel;
	/** See {@link SaveRequest.version}: nil if what is stored is of that version. */
	readonly newVersion?: SaveRequest["version"];
	/** See {@link UnsavedRoot.keepOriginal}. */
	readonly keepOriginal?: KeepOriginal;
	/** What the opening found out. */
	readonly opening: OpeningReport;
	readonly beforeCloseSeconds: number;
	/** What lay in the document's inbox. */
	readonly inbox?: ReadonlyArray<StoredMessage>;
	/** What its writes may take out of its record. */
	readonly markers: MarkerNotes;
	/** The nonce of a session whose journal was missing at its take-over and is in `document` now. */
	readonly folded?: string;
}
