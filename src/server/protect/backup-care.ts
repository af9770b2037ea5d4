import { observe } from "../../shared/emitter";
import type { HoldfastError } from "../../shared/errors";
import { Result, succeed } from "../../shared/result";
import type { Collection } from "../collection";
import type { Session } from "../session/session";
import type { StoredRecord } from "../store/record";
import type { FormTable } from "../validate/form-table";
import type { BackupManager } from "./backup-manager";
import type { BackupSubject } from "./backup-writer";
import type { BackedCollection, CollectionVersions, DocumentAddress } from "./document-address";
import { snapshotOf } from "./open-sessions";
import { stateOf } from "./read-record";

/** The versions that a collection's data may have. */
export function versionsOf(forms: FormTable, collection: BackedCollection): CollectionVersions {
	const form = forms.of(collection as Collection<object>);
	return { label: form.label(), mayOpen: (label) => form.mayOpen(label) };
}

/** Has the documents of one server backed up when their collections' policies say so, and before a migration. */
export class BackupCare {
	private underWay = 0;

	constructor(
		private readonly backups: BackupManager,
		private readonly forms: FormTable,
	) {}

	/** From now on the session's document is backed up as its collection's policy says. */
	add(session: Session<object>): void {
		const { keeper } = this.backups;
		keeper.begin(this.subjectOf(session));
		observe(session.saved, () => this.backUpIfDue(session));
		session.ended.subscribe((ending) => {
			if (ending !== "lost") this.track(keeper.atEnd(this.subjectOf(session)));
		});
	}

	/** Does not yield. */
	backUpIfDue(session: Session<object>): void {
		const { keeper } = this.backups;
		const { definition, key, revision } = session;
		if (!keeper.isDue({ collection: definition, key }, { revision, saved: session.savedRevision() })) return;
		this.track(keeper.afterSave(this.subjectOf(session)));
	}

	/** Keeps what is stored as it was before its migration. Yields. */
	keepOriginal(collection: Collection<object>, key: string, record: StoredRecord): Result<void, HoldfastError> {
		const state = stateOf(record);
		if (state === undefined) return succeed(undefined);
		const kept = this.backups.backUp({ address: this.addressOf(collection, key), state }, "preMigration");
		return kept.ok ? succeed(undefined) : kept;
	}

	/** Yields until no backup is under way. */
	whenDone(): void {
		while (this.underWay > 0) task.wait();
	}

	private subjectOf(session: Session<object>): BackupSubject {
		const address = { ...this.addressOf(session.definition, session.key), userIds: session.userIds };
		return { address, state: snapshotOf(session) };
	}

	private addressOf(collection: Collection<object>, key: string): DocumentAddress {
		return { collection, key, userIds: [], versions: versionsOf(this.forms, collection) };
	}

	private track(backup: Promise<unknown>): void {
		this.underWay += 1;
		task.spawn(() => {
			backup.await();
			this.underWay -= 1;
		});
	}
}
