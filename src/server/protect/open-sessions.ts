import { HoldfastError, holdfastError } from "../../shared/errors";
import { fail, Result } from "../../shared/result";
import type { CommitContext } from "../commit/document";
import { storedLedger } from "../commit/ledger";
import type { RestoreDesk } from "../handoff/restore-desk";
import type { Session } from "../session/session";
import type { SlotTable } from "../session/slot-table";
import type { RecordLock } from "../store/record";
import { StoredState } from "./backup-entry";
import { OpenDocuments, OpenSnapshot } from "./open-documents";

/** What a session's document is now, as it would be stored, without any half of a transaction. */
export function snapshotOf(session: Session<object>): OpenSnapshot {
	const { root, ledger, revision } = session.decidedSnapshot();
	return { ...session.label, data: root, ledger: storedLedger(ledger), revision };
}

/** This server's sessions as backups see them. */
export class OpenSessions implements OpenDocuments {
	constructor(
		private readonly slots: SlotTable,
		private readonly desk: RestoreDesk,
	) {}

	stateOf(collection: string, key: string): "here" | undefined {
		return this.find(collection, key) !== undefined ? "here" : undefined;
	}

	snapshot(collection: string, key: string): OpenSnapshot | undefined {
		const session = this.find(collection, key);
		return session !== undefined ? snapshotOf(session) : undefined;
	}

	replace(collection: string, key: string, state: StoredState, context: CommitContext): Result<unknown, HoldfastError> {
		const session = this.find(collection, key);
		if (session === undefined) {
			return fail(holdfastError("notOpen", "The document was closed meanwhile.", { collection, key }));
		}
		const restored = session.restoreFrom(state, context);
		return restored.ok ? session.save().expect() : restored;
	}

	askOwner(collection: string, key: string, lock: RecordLock, backupId: string): Result<unknown, HoldfastError> {
		return this.desk.ask(collection, key, lock, backupId);
	}

	private find(collection: string, key: string): Session<object> | undefined {
		const session = this.slots.find(collection, key)?.session;
		return session?.getState() === "open" ? session : undefined;
	}
}
