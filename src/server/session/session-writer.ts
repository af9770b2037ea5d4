import { Result, succeed } from "../../shared/result";
import { CloudPorts, StoreFailure } from "../cloud/ports";
import { RequestScheduler } from "../cloud/request-scheduler";
import { Document } from "../commit/document";
import { storedLedger } from "../commit/ledger";
import type { KeepOriginal } from "./acquire-transform";
import { SaveOrder, SaveReport } from "./save-loop";
import { SaveOutcome, SaveRequest, saveTransform } from "./save-transform";
import { SessionId } from "./session-id";

// More roots than this that the store may hold make journal entries too large: the last one is sent again instead.
const ATTEMPTED_MAX = 6;

/** What the writes of one session are made from. */
export interface SessionWriterParts {
	readonly cloud: CloudPorts;
	readonly scheduler: RequestScheduler;
	readonly collection: { readonly name: string };
	readonly key: string;
	readonly id: SessionId;
	readonly userIds: ReadonlyArray<number>;
	readonly document: Document<object>;
	/** See {@link SaveRequest.folded}. */
	readonly folded?: string;
	/** See {@link SaveRequest.version}. */
	readonly newVersion?: SaveRequest["version"];
	/** See {@link UnsavedRoot.keepOriginal}. */
	readonly keepOriginal?: KeepOriginal;
}

/** Makes the writes of one session, each with a stamp of its own, and tells the document what the store may hold. */
export class SessionWriter {
	private seq = 0;
	private releaseFrom?: number;
	private writes = 0;
	/** The last write, if it was not confirmed. */
	private failed?: { readonly revision: number; readonly release: boolean };

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
		const { cloud, scheduler, collection, key, id, userIds, document, keepOriginal } = this.parts;
		const kept = keepOriginal?.();
		if (kept?.ok === false) return kept;
		const newest = document.snapshot();
		const possible = document.possiblyStored();
		const repeats = !order.release && document.countAttempted() >= ATTEMPTED_MAX;
		const snapshot = repeats ? possible[possible.size() - 1] : newest;
		// The same once more is known by its stamp, if it was applied after all.
		const same = this.failed?.revision === snapshot.revision && this.failed.release === order.release;
		if (!same) this.seq += 1;
		if (order.release && this.releaseFrom === undefined) this.releaseFrom = this.seq;
		const request: SaveRequest = {
			id,
			seq: this.seq,
			data: document.isDirty() ? snapshot.root : undefined,
			ledger: storedLedger(snapshot.ledger),
			revision: snapshot.revision,
			releaseFrom: order.release ? this.releaseFrom : undefined,
			version: this.parts.newVersion,
			folded: this.parts.folded,
			userIds,
			unixSeconds: cloud.clock.unixSeconds(),
		};
		document.attempt(snapshot);
		let outcome: SaveOutcome = "lost";
		let inbox: SaveReport["inbox"];
		const result = scheduler.submit({
			priority: order.release ? "final" : order.urgent ? "receipt" : "save",
			store: collection.name,
			key,
			cost: "update",
			// In the save loop's thread.
			inPlace: true,
			bytes: request.data !== undefined ? this.sizeOf() : 0,
			send: () =>
				cloud.stores.update(collection.name, key, (stored) => {
					const step = saveTransform(stored, request);
					outcome = step.outcome;
					inbox = step.inbox;
					return step.write;
				}),
		});
		this.writes += 1;
		this.failed = result.ok ? undefined : { revision: snapshot.revision, release: order.release };
		if (!result.ok) return result;
		if (outcome !== "lost") document.confirm(snapshot);
		return succeed({ revision: document.savedRevision(), outcome, inbox });
	}
}
