import { HoldfastError, holdfastError } from "../../shared/errors";
import { fail, Result, succeed } from "../../shared/result";
import type { StoreFailure } from "../cloud/ports";
import type { StoreAccess } from "../cloud/store-access";
import type { DocumentName } from "../store/document-name";
import { quarantine } from "../store/quarantine";
import { isRecord } from "../store/record";
import { isUndecided } from "../transact/markers";
import { DocumentAddress } from "./document-address";
import { OpenDocuments, OpenSnapshot } from "./open-documents";
import { PatientStore } from "./patient-store";
import { stateOf } from "./read-record";
import { recoverTransform } from "./recover-transform";
import { RecoverySource, RecoverySources, SourceFinding } from "./recovery-sources";

/** A source that was asked before the one that had something. */
export interface TriedSource {
	readonly source: RecoverySource;
	readonly outcome: SourceFinding["kind"];
	readonly detail?: string;
}

/** How a document was recovered. */
export interface RecoveryReport {
	/** `record`: there was nothing wrong with it, and nothing was written. */
	readonly source: RecoverySource;
	/** Which backup or version it was. */
	readonly detail?: string;
	/** Every source that was asked, in order. */
	readonly tried: ReadonlyArray<TriedSource>;
	/** Why the record could not be used; what it was is in quarantine. */
	readonly reason?: string;
}

/** What recovering takes. */
export interface RecoveryParts {
	readonly access: StoreAccess;
	readonly sources: RecoverySources;
	readonly open: OpenDocuments;
	readonly isUsable: (address: DocumentAddress, state: OpenSnapshot) => boolean;
	/** See BackupManagerParts. */
	readonly settle?: (name: DocumentName) => Result<boolean, StoreFailure>;
}

interface Found {
	readonly source: Exclude<RecoverySource, "record">;
	readonly state: OpenSnapshot;
	readonly detail?: string;
	readonly tried: ReadonlyArray<TriedSource>;
}

const ROUNDS_MAX = 3;
const ORDER = ["journal", "backup", "version", "default"] as const;

/** Brings back a document whose record cannot be used. */
export class Recovery {
	private readonly store: PatientStore;

	constructor(private readonly parts: RecoveryParts) {
		this.store = new PatientStore(parts.access);
	}

	/** Nothing is overwritten that is not in quarantine. Yields. */
	run(address: DocumentAddress): Result<RecoveryReport, HoldfastError> {
		const { name } = address.collection;
		for (let round = 1; round <= ROUNDS_MAX; round += 1) {
			if (this.parts.open.stateOf(name, address.key) === "here") {
				return fail(holdfastError("busy", "The document is open here, so it can be used.", contextOf(address)));
			}
			const read = this.store.read(name, address.key);
			if (!read.ok) return fail(noAnswer(address, "The DataStore did not answer.", read.error.message));
			const original = read.value;
			if (isRecord(original) && original.lock === undefined && isUndecided(original)) {
				// What is decided of it is not to be buried: then all that is found leads on from it.
				const settled = this.parts.settle?.({ collection: name, key: address.key });
				if (settled?.ok === true && settled.value) continue;
			}
			const reason = this.whyUnusable(address, original);
			if (reason === undefined) return succeed({ source: "record", tried: [{ source: "record", outcome: "found" }] });
			if (!typeIs(reason, "string")) return fail(reason);
			const found = this.search(address, original, reason);
			if (!found.ok) return found;
			const written = this.replace(address, original, reason, found.value);
			if (!written.ok) return written;
			const { source, detail, tried } = found.value;
			if (written.value === "recovered") return succeed({ source, detail, tried, reason });
		}
		return fail(holdfastError("busy", "The document changes faster than it could be recovered.", contextOf(address)));
	}

	/** Nil if there is nothing wrong; an error if it is not ours to replace. */
	private whyUnusable(
		address: DocumentAddress,
		stored: unknown,
	): string | HoldfastError<"newerData" | "locked"> | undefined {
		if (stored === undefined) return "nothing is stored";
		if (!isRecord(stored)) return "it is no Holdfast record";
		if (stored.data !== undefined && !address.versions.mayOpen(stored)) {
			const message = "A newer version of the game has written this document.";
			return holdfastError("newerData", message, contextOf(address));
		}
		// New or erased.
		if (stored.data === undefined) return undefined;
		const state = stateOf(stored);
		if (state !== undefined && this.parts.isUsable(address, state)) return undefined;
		if (stored.lock !== undefined) {
			const context = { ...contextOf(address), actual: stored.lock.owner };
			return holdfastError("locked", "Another server has the document open.", context);
		}
		return state === undefined ? "its data is no table" : "its data does not fit the schema";
	}

	private search(address: DocumentAddress, original: unknown, reason: string): Result<Found, HoldfastError> {
		const tried: Array<TriedSource> = [{ source: "record", outcome: "nothing", detail: reason }];
		let best: Found | undefined;
		for (const source of ORDER) {
			// What comes after a backup is older than it; a journal may be of a server that died long ago (seed 62024).
			if (best !== undefined && (source === "default" || best.source === "backup")) break;
			const finding = this.parts.sources.ask(source, address, original);
			tried.push({ source, outcome: finding.kind, detail: finding.detail });
			// What could not be asked may have newer data than the others: to go on without it would bury that.
			if (finding.kind === "unavailable")
				return fail(noAnswer(address, "Not every source could be asked.", finding.detail));
			if (finding.kind !== "found") continue;
			if (best !== undefined && finding.state.revision <= best.state.revision) continue;
			best = { source, state: finding.state, detail: finding.detail, tried };
		}
		if (best !== undefined) return succeed(best);
		const actual = tried.map(({ source, detail }) => `${source}: ${detail ?? "nothing"}`).join("; ");
		const message = "Nothing was found that the document could go on with.";
		return fail(holdfastError("unrecoverable", message, { ...contextOf(address), actual }));
	}

	private replace(
		address: DocumentAddress,
		original: unknown,
		reason: string,
		{ source, state }: Found,
	): Result<"recovered" | "changed", HoldfastError<"cloud">> {
		const { access } = this.parts;
		const { name } = address.collection;
		if (original !== undefined) {
			const kept = quarantine(access, name, address.key, reason, original);
			if (!kept.ok) return fail(noAnswer(address, "The DataStore did not take the quarantine.", kept.error.message));
		}
		const nonce = access.cloud.createId();
		const run: { outcome?: "recovered" | "changed" } = {};
		const written = this.store.update(name, address.key, (stored, userIds) => {
			const { outcome, write } = recoverTransform(stored, userIds, {
				original,
				state,
				from: source,
				reason,
				nonce,
				userIds: address.userIds,
				unixSeconds: access.cloud.clock.unixSeconds(),
			});
			run.outcome = outcome;
			return write;
		});
		if (written.ok) return succeed(run.outcome!);
		return fail(noAnswer(address, "The DataStore did not take the recovered data.", written.error.message));
	}
}

function contextOf(address: DocumentAddress) {
	return { collection: address.collection.name, key: address.key };
}

function noAnswer(address: DocumentAddress, message: string, actual: string): HoldfastError<"cloud"> {
	return holdfastError("cloud", message, { ...contextOf(address), actual });
}
