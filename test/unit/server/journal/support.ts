import { createEntry, JournalEntry } from "../../../../src/server/journal/journal-entry";
import { StoredRecord } from "../../../../src/server/store/record";
import { Changes } from "../../../../src/shared/data";
import { jsonImage } from "../../../../src/testing/data-store/json-image";

/** The session that the specs' documents belong to. */
export const SESSION = { owner: "server-a", epoch: 5, nonce: "n1" };

/** An entry of that session, with schema version 2. */
export function entryOf(from: number, to: number, changes: Changes = [], key = "X"): JournalEntry {
	return createEntry({ collection: "players", key }, SESSION, 2, { from, to, changes });
}

/** A record that the session holds. */
export function recordAt(revision: number, data?: object): StoredRecord {
	return {
		format: 1,
		data,
		revision,
		schema: 2,
		readableFrom: 1,
		epoch: SESSION.epoch,
		lock: { ...SESSION, realm: "live", place: 1, renewed: 3 },
		stamps: [],
		createdAt: 1,
		savedAt: 2,
	};
}

/** What comes back after a way through the store. */
export function stored<T>(value: T): T {
	return jsonImage(value).value as T;
}
