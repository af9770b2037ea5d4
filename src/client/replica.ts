import { readChangesHead } from "../protocol/changes-body";
import { REVISION_BITS } from "../protocol/sequence";
import type { SnapshotHead } from "../protocol/server-section";
import type { Path } from "../shared/data/path";
import { ByteReader } from "../wire/byte-reader";
import type { WireSchema } from "../wire/wire-schema";

/**
 * What has come of a message: `whole`: a root with these places changed (nil: any may have); `waiting`: the snapshot is not
 * complete; `gap`: something before it is missing; `nothing`: all of it was known.
 */
export type ReplicaStep =
	{ readonly kind: "whole"; readonly paths?: ReadonlyArray<Path> } | { readonly kind: "waiting" | "gap" | "nothing" };

/** What the server has confirmed of one document: a root and the revision it is, kept by snapshots and changes. */
export class Replica {
	private root?: object;
	private revision = 0;
	private snapshot?: { readonly head: SnapshotHead; readonly bytes: buffer; received: number };
	/** Changes that came while the snapshot did. */
	private later = new Array<ByteReader>();

	constructor(
		readonly stream: number,
		readonly schema: WireSchema,
		head: SnapshotHead,
	) {
		this.begin(head);
	}

	/** Undefined while it cannot be known. */
	getRoot(): object | undefined {
		return this.snapshot === undefined ? this.root : undefined;
	}

	getRevision(): number {
		return this.revision;
	}

	/** How much of the snapshot is there, from 0 to 1. */
	progress(): number {
		const { snapshot } = this;
		if (snapshot === undefined) return 1;
		return snapshot.head.size > 0 ? snapshot.received / snapshot.head.size : 0;
	}

	/** A new snapshot follows. */
	begin(head: SnapshotHead): void {
		this.snapshot = { head, bytes: buffer.create(head.size), received: 0 };
		this.later = [];
	}

	addChunk(bytes: buffer): ReplicaStep {
		const { snapshot } = this;
		if (snapshot === undefined) return { kind: "nothing" };
		buffer.copy(snapshot.bytes, snapshot.received, bytes);
		snapshot.received += buffer.len(bytes);
		if (snapshot.received < snapshot.head.size) return { kind: "waiting" };
		this.root = this.schema.readRoot(new ByteReader(snapshot.bytes));
		this.revision = snapshot.head.revision;
		this.snapshot = undefined;
		const { later } = this;
		this.later = [];
		for (const body of later) if (this.apply(body).kind === "gap") return { kind: "gap" };
		return { kind: "whole" };
	}

	apply(body: ByteReader): ReplicaStep {
		if (this.snapshot !== undefined) {
			this.later.push(body);
			return { kind: "waiting" };
		}
		const head = readChangesHead(body);
		const ahead = (head.from - (this.revision % REVISION_BITS) + REVISION_BITS) % REVISION_BITS;
		if (ahead !== 0) {
			const behind = REVISION_BITS - ahead;
			return { kind: behind < REVISION_BITS / 2 && head.to - head.from <= behind ? "nothing" : "gap" };
		}
		const { root, paths } = this.schema.readChanges(body, this.root!, head.count);
		this.root = root;
		this.revision += head.to - head.from;
		return { kind: "whole", paths };
	}

	/** Whether it says what the server says; `unknown` while a snapshot comes. */
	compare(revisionBits: number, hash: number): "same" | "older" | "different" | "unknown" {
		const root = this.getRoot();
		if (root === undefined) return "unknown";
		if (this.revision % REVISION_BITS !== revisionBits) return "older";
		return this.schema.hash(root) === hash ? "same" : "different";
	}
}
