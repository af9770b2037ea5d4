import { writeChangesHead } from "../../protocol/changes-body";
import { OrderedSet } from "../../shared/ordered-set";
import { ByteWriter } from "../../wire/byte-writer";
import type { WireSchema } from "../../wire/wire-schema";
import type { Session } from "../session/session";
import type { ClientStream } from "./client-stream";
import type { PublishConfig } from "./publish-config";

/** Changes as they cross, for everybody alike. */
export interface EncodedChanges {
	readonly from: number;
	readonly to: number;
	readonly body: buffer;
}

/** A document as it was at a revision, for everybody alike. */
export interface EncodedSnapshot {
	readonly revision: number;
	readonly bytes: buffer;
}

/** The hash of all that is visible at a revision. */
export interface RevisionHash {
	readonly revision: number;
	readonly hash: number;
}

/** All who are shown the same of one document: what it says to them is encoded once. */
export class Audience {
	readonly streams = new OrderedSet<ClientStream>();
	private root: object;
	private revision: number;
	private snapshot?: EncodedSnapshot;
	/** Messages that bring the newest step and nothing else of their own, by stream and acknowledgement. */
	private readonly shared = new Map<number, buffer>();
	private sharedBody?: buffer;
	private recent = new Array<EncodedChanges>();
	private readonly writer = new ByteWriter();

	constructor(
		private readonly session: Session<object>,
		private readonly wire: WireSchema,
		private readonly limits: Pick<PublishConfig, "recentChanges" | "chunkBytes">,
	) {
		this.root = session.data as object;
		this.revision = session.revision;
	}

	/**
	 * What has changed since it was asked last, as one step; nil where nobody here sees a difference. `reset`: it is more than
	 * fits into a message, so that a snapshot in parts has to bring it.
	 */
	takeChanges(): EncodedChanges | "reset" | undefined {
		const { session, writer } = this;
		const before = this.root;
		const root = session.data as object;
		if (root === before) return undefined;
		writer.clear();
		const count = this.wire.writeChanges(writer, before, root);
		// Only then: what could not be written is still to be written.
		this.root = root;
		if (count === 0) return undefined;
		const changes = writer.toBuffer();
		const from = this.revision;
		const to = session.revision;
		writer.clear();
		writeChangesHead(writer, { from, to, count });
		writer.append(changes);
		this.revision = to;
		if (writer.size() > this.limits.chunkBytes) {
			this.recent = [];
			return "reset";
		}
		const step = { from, to, body: writer.toBuffer() };
		this.recent.push(step);
		if (this.recent.size() > this.limits.recentChanges) this.recent.shift();
		return step;
	}

	/** All of it, as of the last step. */
	takeSnapshot(): EncodedSnapshot {
		if (this.snapshot?.revision === this.revision) return this.snapshot;
		this.writer.clear();
		this.wire.writeRoot(this.writer, this.root);
		this.snapshot = { revision: this.revision, bytes: this.writer.toBuffer() };
		return this.snapshot;
	}

	/** The steps that lead on from a revision; nil where they are not there any more, or a snapshot in parts is better. */
	since(revision: number): ReadonlyArray<EncodedChanges> | undefined {
		if (revision === this.revision) return [];
		const first = this.recent.findIndex((step) => step.from === revision);
		if (first < 0) return undefined;
		const steps = this.recent.filter((_step, index) => index >= first);
		let bytes = 0;
		for (const { body } of steps) bytes += buffer.len(body);
		return bytes <= this.limits.chunkBytes ? steps : undefined;
	}

	/** A message that brings one step, as somebody was sent it already; see {@link ClientStream.takePlain}. */
	findShared(body: buffer, name: number): buffer | undefined {
		return this.sharedBody === body ? this.shared.get(name) : undefined;
	}

	/** Others may be sent the same. */
	share(body: buffer, name: number, message: buffer): buffer {
		if (this.sharedBody !== body) this.shared.clear();
		this.sharedBody = body;
		this.shared.set(name, message);
		return message;
	}

	/** What clients that have it right have as well: of what has not changed since it was asked before it is known already. */
	hash(): RevisionHash {
		return { revision: this.revision, hash: this.wire.hash(this.root) };
	}
}
