import { Result, succeed } from "../../shared/result";
import { CloudPorts, StoreFailure } from "../cloud/ports";
import { RequestScheduler } from "../cloud/request-scheduler";
import { Document, Snapshot } from "../commit/document";
import { storedLedger } from "../commit/ledger";
import type { KeepOriginal } from "./acquire-transform";
import { SaveOrder, SaveReport } from "./save-loop";
import { GroupStep, SaveOutcome, SaveRequest, saveTransform } from "./save-transform";
import { SessionId } from "./session-id";

// More roots than this that the store may hold make journal entries too large: the last one is sent again instead.
const ATTEMPTED_MAX = 6;

/** What a session's writes may take out of its record: transactions that are over. */
export interface MarkerNotes {
	/** Whose part is in the data of this revision, or came to nothing. */
	readonly toSettle: (revision: number) => ReadonlyArray<string>;
	/** Of which no other record has a part any more. */
	readonly toForget: () => ReadonlyArray<string>;
	/** They are out of the record now. */
	readonly wrote: (settled: ReadonlyArray<string>, forgotten: ReadonlyArray<string>) => void;
}

/** What the writes of one session are made from. */
export interface SessionWriterParts {
	readonly cloud: CloudPorts;
	readonly scheduler: RequestScheduler;
	readonly collection: { readonly name: string };
	readonly key: string;
	readonly id: SessionId;
	readonly userIds: ReadonlyArray<number>;
	readonly document: Document<object>;
	readonly markers: MarkerNotes;
	/** See {@link SaveRequest.folded}. */
	readonly folded?: string;
	/** See {@link SaveRequest.version}. */
	readonly newVersion?: SaveRequest["version"];
	/** See {@link UnsavedRoot.keepOriginal}. */
	readonly keepOriginal?: KeepOriginal;
}

/** A write as it was sent, except for its number. */
interface Tried {
	readonly revision: number;
	readonly release: boolean;
	readonly step?: GroupStep;
	readonly settled: ReadonlyArray<string>;
	readonly forgotten: ReadonlyArray<string>;
}

/** Makes the writes of one session, each with a stamp of its own, and tells the document what the store may hold. */
export class SessionWriter {
	private seq = 0;
	private releaseFrom?: number;
	private writes = 0;
	/** The last write, if it was not confirmed. */
	private failed?: Tried;

	/** `parts` are the session's own; `sizeOf` gives the bytes of the data, about. */
	constructor(
		private readonly parts: SessionWriterParts,
		private readonly sizeOf: () => number,
	) {}

	countWrites(): number {
		return this.writes;
	}

	/** Writes once: the newest revision, or only a sign of life if the store has it. Yields. */
	write(order: SaveOrder): Result<SaveReport, StoreFailure> {
		const { cloud, scheduler, collection, key, id, userIds, document, keepOriginal, markers } = this.parts;
		const kept = keepOriginal?.();
		if (kept?.ok === false) return kept;
		const { release, step } = order;
		const snapshot = this.snapshotFor(order);
		const { revision } = snapshot;
		const hasData = revision > document.savedRevision();
		const { failed } = this;
		const same = failed?.revision === revision && failed.release === release && failed.step === step?.step;
		// The same once more is known by its stamp, if it was applied after all: so it is the same in all that it says.
		const tried: Tried = same
			? failed
			: {
					revision,
					release,
					step: step?.step,
					settled: markers.toSettle(hasData ? revision : document.savedRevision()),
					forgotten: markers.toForget(),
				};
		if (!same) this.seq += 1;
		if (release && this.releaseFrom === undefined) this.releaseFrom = this.seq;
		const request: SaveRequest = {
			id,
			seq: this.seq,
			data: hasData ? snapshot.root : undefined,
			ledger: storedLedger(snapshot.ledger),
			revision,
			releaseFrom: release ? this.releaseFrom : undefined,
			version: this.parts.newVersion,
			folded: this.parts.folded,
			step: tried.step,
			settled: tried.settled,
			forgotten: tried.forgotten,
			userIds,
			unixSeconds: cloud.clock.unixSeconds(),
		};
		document.attempt(snapshot);
		let outcome = "lost" as SaveOutcome;
		let inbox: SaveReport["inbox"];
		const result = scheduler.submit({
			priority: release ? "final" : order.urgent ? "receipt" : "save",
			store: collection.name,
			key,
			cost: "update",
			// In the save loop's thread.
			inPlace: true,
			bytes: request.data !== undefined ? this.sizeOf() : 0,
			send: () =>
				cloud.stores.update(collection.name, key, (stored) => {
					const saved = saveTransform(stored, request);
					outcome = saved.outcome;
					inbox = saved.inbox;
					return saved.write;
				}),
		});
		this.writes += 1;
		this.failed = result.ok ? undefined : tried;
		if (!result.ok) return result;
		if (outcome !== "lost" && outcome !== "aborted") document.confirm(snapshot);
		if (outcome === "saved") markers.wrote(tried.settled, tried.forgotten);
		return succeed({ revision: document.savedRevision(), outcome, inbox });
	}

	/** What a write brings; one that the store has makes the write a sign of life only. */
	private snapshotFor({ release, step }: SaveOrder): Snapshot {
		const { document } = this.parts;
		if (step !== undefined) return step.snapshot;
		const possible = document.possiblyStored();
		if (document.isHeld()) return possible[0];
		const repeats = !release && document.countAttempted() >= ATTEMPTED_MAX;
		return repeats ? possible[possible.size() - 1] : document.snapshot();
	}
}
