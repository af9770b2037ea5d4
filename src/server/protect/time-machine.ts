import { HoldfastError, holdfastError } from "../../shared/errors";
import { fail, Result, succeed } from "../../shared/result";
import { isRecord } from "../store/record";
import { BackupFinder, stateOfBackup } from "./backup-finder";
import { DocumentAddress } from "./document-address";
import { PatientStore } from "./patient-store";
import { stateOf } from "./read-record";
import { RestoreSource } from "./restorer";

/** What a document was restored from, and how near that is to what was asked for. */
export interface NearestState {
	readonly kind: "backup" | "version";
	/** Unix seconds of the moment that it shows. */
	readonly at: number;
	/** Seconds from the time that was asked for: below zero before it. */
	readonly offsetSeconds: number;
}

interface Candidate extends NearestState {
	/** The backup's or the version's. */
	readonly id: string;
}

const TRIED_MAX = 10;

/** Finds what a document was at a time: in our backups, and in the versions that the platform keeps of each hour. */
export class TimeMachine {
	constructor(
		private readonly store: PatientStore,
		private readonly finder: BackupFinder,
		private readonly now: () => number,
	) {}

	/** The nearest state that can be read; what is as near before the time as after it comes first. Yields. */
	find(
		address: DocumentAddress,
		unixSeconds: number,
	): Result<NearestState & { readonly source: RestoreSource }, HoldfastError> {
		const context = { collection: address.collection.name, key: address.key };
		// NaN is neither.
		if (!(typeIs(unixSeconds, "number") && unixSeconds >= 0 && unixSeconds <= this.now())) {
			const expected = `Unix seconds, from 0 to ${this.now()}`;
			const actual = tostring(unixSeconds);
			return fail(holdfastError("invalidTime", "This is no time in the past.", { ...context, expected, actual }));
		}
		const candidates = this.candidates(address, unixSeconds);
		if (!candidates.ok) return candidates;
		for (let index = 0; index < math.min(TRIED_MAX, candidates.value.size()); index += 1) {
			const { kind, at, offsetSeconds, id } = candidates.value[index];
			const source = kind === "backup" ? this.fromBackup(id) : this.fromVersion(address, id);
			if (source !== undefined) return succeed({ kind, at, offsetSeconds, source });
		}
		return fail(holdfastError("backupNotFound", "No earlier state of the document is there.", context));
	}

	/** Nearest first. One of the two sources is enough. */
	private candidates(
		address: DocumentAddress,
		unixSeconds: number,
	): Result<ReadonlyArray<Candidate>, HoldfastError<"cloud">> {
		const candidates = new Array<Candidate>();
		const backups = this.finder.list(address);
		for (const { id, at } of backups.ok ? backups.value.backups : []) {
			candidates.push({ kind: "backup", id, at, offsetSeconds: at - unixSeconds });
		}
		const versions = this.store.listVersions(address.collection.name, address.key);
		for (const { version, at, deleted } of versions.ok ? versions.value : []) {
			if (!deleted) candidates.push({ kind: "version", id: version, at, offsetSeconds: at - unixSeconds });
		}
		if (!backups.ok && !versions.ok) return backups;
		candidates.sort(isNearer);
		return succeed(candidates);
	}

	private fromBackup(id: string): RestoreSource | undefined {
		const loaded = this.finder.load(id);
		if (!loaded.ok) return undefined;
		return { state: stateOfBackup(loaded.value), backupId: id, label: `backup ${id}` };
	}

	private fromVersion(address: DocumentAddress, version: string): RestoreSource | undefined {
		const read = this.store.readVersion(address.collection.name, address.key, version);
		if (!read.ok || !isRecord(read.value) || !address.versions.mayOpen(read.value)) return undefined;
		const state = stateOf(read.value);
		return state !== undefined ? { state, label: `version ${version}` } : undefined;
	}
}

function isNearer(a: Candidate, b: Candidate): boolean {
	const [distanceOfA, distanceOfB] = [math.abs(a.offsetSeconds), math.abs(b.offsetSeconds)];
	if (distanceOfA !== distanceOfB) return distanceOfA < distanceOfB;
	if (a.offsetSeconds !== b.offsetSeconds) return a.offsetSeconds < b.offsetSeconds;
	// Reading a backup shows whether it is whole.
	return a.kind !== b.kind ? a.kind === "backup" : a.id < b.id;
}
