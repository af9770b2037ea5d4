import { createDefaults } from "../collection";
import { isRecord } from "../store/record";
import { BackupFinder, stateOfBackup } from "./backup-finder";
import { DocumentAddress } from "./document-address";
import { JournalAccess } from "./journal-access";
import { OpenSnapshot } from "./open-documents";
import { PatientStore } from "./patient-store";
import { stateOf } from "./read-record";

/** Where a document can go on from, in the order in which they are tried. */
export type RecoverySource = "record" | "journal" | "backup" | "version" | "default";

/** How a source was found: it has something usable, or nothing, or could not be asked. */
export type SourceFinding =
	| { readonly kind: "found"; readonly state: OpenSnapshot; readonly detail?: string }
	| { readonly kind: "nothing"; readonly detail?: string }
	| { readonly kind: "unavailable"; readonly detail: string };

/** What the sources are asked through. */
export interface RecoverySourcesParts {
	readonly store: PatientStore;
	readonly finder: BackupFinder;
	readonly journal?: JournalAccess;
	/** False for data that the collection's schema refuses. It must not yield. */
	readonly isUsable: (address: DocumentAddress, state: OpenSnapshot) => boolean;
}

const VERSIONS_TRIED_MAX = 24;

/** The places in which something of a lost document may be left. Everything here yields. */
export class RecoverySources {
	constructor(private readonly parts: RecoverySourcesParts) {}

	ask(source: Exclude<RecoverySource, "record">, address: DocumentAddress, stored: unknown): SourceFinding {
		if (source === "journal") return this.fromJournal(address, stored);
		if (source === "backup") return this.fromBackups(address);
		return source === "version" ? this.fromVersions(address) : fromDefaults(address);
	}

	private fromJournal(address: DocumentAddress, stored: unknown): SourceFinding {
		const { journal } = this.parts;
		if (journal === undefined) return { kind: "nothing" };
		const found = journal.recover(address.collection.name, address.key, stored);
		if (!found.ok) return { kind: "unavailable", detail: found.error.message };
		const state = found.value;
		return state !== undefined && this.parts.isUsable(address, state) ? { kind: "found", state } : { kind: "nothing" };
	}

	/** The newest whose checksum is right and whose data the schema takes. */
	private fromBackups(address: DocumentAddress): SourceFinding {
		const found = this.parts.finder.findNewest(address, (backup) =>
			this.parts.isUsable(address, stateOfBackup(backup)),
		);
		if (!found.ok) return { kind: "unavailable", detail: found.error.context.actual ?? found.error.message };
		const { newest, refused } = found.value;
		if (newest === undefined) return { kind: "nothing", detail: `${refused} backups that cannot be used` };
		return { kind: "found", state: stateOfBackup(newest), detail: newest.info.id };
	}

	private fromVersions(address: DocumentAddress): SourceFinding {
		const { store } = this.parts;
		const [collection, key] = [address.collection.name, address.key];
		const listed = store.listVersions(collection, key);
		if (!listed.ok) return { kind: "unavailable", detail: listed.error.message };
		let tried = 0;
		for (const { version, deleted } of listed.value) {
			if (deleted) continue;
			tried += 1;
			if (tried > VERSIONS_TRIED_MAX) break;
			const read = store.readVersion(collection, key, version);
			if (!read.ok || !isRecord(read.value) || !address.versions.mayOpen(read.value)) continue;
			const state = stateOf(read.value);
			if (state !== undefined && this.parts.isUsable(address, state)) return { kind: "found", state, detail: version };
		}
		return { kind: "nothing", detail: `${tried} versions that cannot be used` };
	}
}

function fromDefaults({ collection, key, versions }: DocumentAddress): SourceFinding {
	if (collection.recovery?.allowDefaults !== true) {
		return { kind: "nothing", detail: "the collection does not allow it" };
	}
	const created = createDefaults(collection, key);
	const data = collection.schema !== undefined ? (collection.schema.encode(created) as object) : created;
	return { kind: "found", state: { ...versions.label, data, revision: 0 } };
}
