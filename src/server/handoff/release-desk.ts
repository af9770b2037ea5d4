import { nextBackoff } from "../cloud/backoff";
import { CloudPorts } from "../cloud/ports";
import { RequestScheduler } from "../cloud/request-scheduler";
import { freeTransform } from "../session/free-transform";
import { SlotTable } from "../session/slot-table";
import { ServerLetter, ServerMail } from "./server-mail";

/** What the desk works with. */
export interface ReleaseDeskParts {
	readonly cloud: CloudPorts;
	readonly scheduler: RequestScheduler;
	readonly slots: SlotTable;
	readonly owner: string;
	readonly mail: () => ServerMail;
}

/** Answers other servers' letters about documents: gives free what they wait for, and wakes who waits here. */
export class ReleaseDesk {
	constructor(private readonly parts: ReleaseDeskParts) {}

	receive(letter: ServerLetter): void {
		if (letter.kind === "released") {
			this.parts.slots.find(letter.collection, letter.key)?.answered.ring();
		} else if (letter.kind === "release") {
			this.release(letter);
		} else if (letter.kind === "fenced") {
			const session = this.parts.slots.find(letter.collection, letter.key)?.session;
			// The store alone decides: a write finds out.
			if (session?.id.nonce === letter.nonce) session.touch();
		}
	}

	private release(letter: ServerLetter & { kind: "release" }): void {
		const slot = this.parts.slots.find(letter.collection, letter.key);
		const session = slot?.session;
		if (session !== undefined && session.id.nonce === letter.nonce) {
			session.hurry();
			task.spawn(() => {
				if (session.handOver().expect().ok) this.answer(letter);
			});
		} else if (session === undefined && slot?.opening === undefined && slot?.unsaved === undefined) {
			this.free(letter);
		}
	}

	/** A lock of this server without a session: of an open that was given up and came through after all. */
	private free(letter: ServerLetter & { kind: "release" }): void {
		const { owner, slots } = this.parts;
		const isUnused = () => {
			const slot = slots.find(letter.collection, letter.key);
			return slot?.session === undefined && slot?.opening === undefined;
		};
		freeOrphan(this.parts, letter.collection, letter.key, (lock) => {
			return lock.owner === owner && lock.nonce === letter.nonce && isUnused();
		});
		this.answer(letter);
	}

	private answer({ collection, key, from }: ServerLetter & { kind: "release" }): void {
		this.parts.mail().send(from, { kind: "released", collection, key });
	}
}

const TRIES_MAX = 5;

/** Clears a lock that nobody stands behind: one request, or some more where it does not succeed. Yields. */
export function freeOrphan(
	parts: { readonly cloud: CloudPorts; readonly scheduler: RequestScheduler },
	collection: string,
	key: string,
	isOrphan: Parameters<typeof freeTransform>[1],
): void {
	for (let tries = 1; tries <= TRIES_MAX; tries += 1) {
		const freed = parts.scheduler.submit({
			priority: "final",
			store: collection,
			key,
			cost: "update",
			send: () =>
				parts.cloud.stores.update(collection, key, (stored, userIds) => freeTransform(stored, isOrphan, userIds)),
		});
		if (freed.ok || !freed.error.retryable) return;
		task.wait(nextBackoff(tries, () => math.random()));
	}
}
