import { LogSink } from "../../shared/log";
import { Rounds } from "../../shared/rounds";
import { CloudPorts } from "../cloud/ports";
import { readOnce, StoreAccess, updateOnce } from "../cloud/store-access";
import { DataManagerConfig } from "../config";
import { OwnerLiveness } from "../liveness/owner-liveness";
import { RegisteredServer, ServerRegistry } from "../liveness/server-registry";
import { isSameSession } from "../session/session-id";
import { quarantine } from "../store/quarantine";
import { isRecord, RecordLock, sameLock } from "../store/record";
import { isUndecided, preparedIn, Resolutions, withResolved } from "../transact/markers";
import type { Resolver } from "../transact/resolver";
import { JournalEntry } from "./journal-entry";
import { JournalReader } from "./journal-reader";
import { settleEntry } from "./settle-entry";

/** What the janitor works with. */
export interface JanitorParts extends StoreAccess {
	readonly config: DataManagerConfig;
	readonly clock: CloudPorts["clock"];
	readonly log: LogSink;
	readonly owner: string;
	readonly liveness: OwnerLiveness;
	readonly registry: ServerRegistry;
	readonly journals: JournalReader;
	readonly resolver: Resolver;
	/** The map of the lease. */
	readonly lease: string;
}

interface Seen {
	readonly lock: RecordLock;
	readonly since: number;
}

const LEASE_KEY = "janitor";

/**
 * Looks for servers that died, folds what their journals have into the documents and frees these, before their players
 * come back. One server at a time is the janitor, by a short lease; two of them do no harm.
 */
export class Janitor {
	private readonly rounds = new Rounds(
		() => this.pause(),
		() => {
			this.busy = this.isElected() && this.look();
		},
	);
	private busy = false;
	/** Locks of dead servers' documents, and since when they have been the same. */
	private readonly seen = new Map<string, Seen>();

	constructor(private readonly parts: JanitorParts) {}

	start(): void {
		this.rounds.start();
	}

	stop(): void {
		this.rounds.stop();
	}

	/** Servers that started together do not look together; who has found something looks again soon. */
	private pause(): number {
		const { janitorSeconds, aliveSeconds } = this.parts.config;
		return (this.busy ? aliveSeconds / 2 + 1 : janitorSeconds) * (1 + 0.25 * math.random());
	}

	/** Yields. */
	private isElected(): boolean {
		const { cloud, lease, owner, config } = this.parts;
		const result = cloud.memory.update(
			lease,
			LEASE_KEY,
			(stored) => {
				const holder = typeIs(stored, "table") ? (stored as { owner?: unknown }).owner : undefined;
				return holder === undefined || holder === owner ? { owner } : undefined;
			},
			config.janitorSeconds * 1.5,
		);
		return result.ok && result.value !== undefined;
	}

	/** True while there are servers that may be dead and are not cleaned up after. */
	private look(): boolean {
		const { registry, liveness, owner, config } = this.parts;
		const listed = registry.list();
		if (!listed.ok) return false;
		let busy = false;
		for (const server of listed.value) {
			if (server.owner === owner || liveness.look(server.owner) !== "absent") continue;
			const isDead = liveness.absentSeconds(server.owner) >= config.aliveSeconds / 2;
			if (!isDead || !this.clean(server)) busy = true;
		}
		return busy;
	}

	/** Settles every document of a dead server's journal; its pages go when all of them are: then it is true. */
	private clean(server: RegisteredServer): boolean {
		const { journals, registry } = this.parts;
		const found = journals.read(server.owner);
		if (!found.ok) return false;
		const byDocument = new Map<string, Array<JournalEntry>>();
		for (const entry of found.value.entries) {
			const document = `${entry.collection}/${entry.key}`;
			byDocument.set(document, [...(byDocument.get(document) ?? []), entry]);
		}
		let allSettled = true;
		for (const [document, ofDocument] of byDocument) {
			if (!this.settle(document, ofDocument)) allSettled = false;
		}
		if (found.value.unreadable) {
			this.parts.log({ level: "error", event: "journalUnreadable", details: { owner: server.owner } });
			return true;
		}
		if (!allSettled || !journals.empty(server.owner, found.value)) return false;
		registry.strikeOff(server);
		this.parts.log({
			level: "info",
			event: "journalFolded",
			details: { owner: server.owner, documents: byDocument.size() },
		});
		return true;
	}

	/** True when nothing of these entries is of use any more. */
	private settle(document: string, entries: ReadonlyArray<JournalEntry>): boolean {
		const { collection, key } = entries[0];
		const read = readOnce(this.parts, entries[0], "backup");
		if (!read.ok) return false;
		const stored = read.value;
		if (!isRecord(stored)) return true;
		const { lock } = stored;
		let known: Resolutions = new Map();
		// Of a session that is not the dead server's nothing is touched, nor asked: its transactions are its own.
		const isTheirs = lock === undefined || entries.some((entry) => isSameSession(entry, lock));
		if (isTheirs && isUndecided(stored)) {
			if (lock !== undefined && !this.isStill(document, lock)) return false;
			const answers = this.parts.resolver.resolutionsFor(stored, "save");
			if (!answers.ok) return false;
			known = answers.value;
		}
		const record = isTheirs ? withResolved(stored, known) : stored;
		if (record === undefined) return false;
		const own = settleEntry(record, entries);
		if (own.kind === "settled") return true;
		if (own.kind === "stray") return this.putAside(collection, key, own.entry);
		if (lock !== undefined && !this.isStill(document, lock)) return false;
		let settled = false;
		const result = updateOnce(this.parts, entries[0], "save", (now, userIds) => {
			settled = false;
			if (!isRecord(now) || (lock !== undefined && !sameLock(now.lock, lock))) return undefined;
			const clear = withResolved(now, known);
			if (clear === undefined) return undefined;
			const step = settleEntry(clear, entries);
			settled = step.kind !== "stray";
			if (step.kind !== "fold") return undefined;
			return { value: { ...step.record, savedAt: this.parts.cloud.clock.unixSeconds() }, userIds };
		});
		if (!result.ok || !settled) return false;
		this.seen.delete(document);
		this.parts.resolver.note({ collection, key }, preparedIn(stored), known);
		return true;
	}

	/** True when a lock was watched for long enough and has not moved. */
	private isStill(document: string, lock: RecordLock): boolean {
		const { clock, config } = this.parts;
		const before = this.seen.get(document);
		if (before === undefined || !sameLock(before.lock, lock)) {
			this.seen.set(document, { lock, since: clock.now() });
			return false;
		}
		return clock.now() - before.since >= config.deadOwnerSeconds;
	}

	private putAside(collection: string, key: string, entry: JournalEntry): boolean {
		this.parts.log({ level: "error", event: "journalQuarantined", collection, key, details: { to: entry.to } });
		return quarantine(this.parts, collection, key, "a journal that fits no record any more", entry).ok;
	}
}
