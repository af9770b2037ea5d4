import type { Checker, Promised, StoredDocument, SweepData } from "./checker";
import { countOf } from "./saved-stays";

type Complain = (problem: string) => void;

/**
 * What was reported journaled is in everything that is opened afterwards, unless the MemoryStore itself has lost it, or the
 * document had to be taken over while the journal could not be read (the exception that the documentation names).
 */
export class JournaledStays implements Checker {
	readonly name = "journaled-stays";
	/** Excused: for the reports. */
	excused = 0;
	private readonly promises = new Map<string, Array<Promised>>();
	private readonly lossyOwners = new Set<string>();
	private readonly unfolded = new Set<string>();

	constructor(
		private readonly complain: Complain,
		private readonly stored: (key: string) => StoredDocument | undefined,
	) {}

	promised(promise: Promised): void {
		if (promise.by !== "journal") return;
		const all = this.promises.get(promise.key) ?? [];
		this.promises.set(promise.key, all);
		const known = all.findIndex((other) => other.epoch === promise.epoch && other.owner === promise.owner);
		if (known >= 0) all.remove(known);
		all.push(promise);
	}

	written(key: string, _: unknown, record: StoredDocument): void {
		if (record.unfolded !== undefined) this.unfolded.add(`${key}/${record.unfolded.epoch}`);
	}

	evicted(map: string, itemKey: string): void {
		const [owner] = itemKey.match("^([^/]+)");
		if (map.find("/pages$")[0] !== undefined || map.find("/servers$")[0] !== undefined) {
			this.lossyOwners.add(owner as string);
		}
	}

	opened(key: string, data: SweepData): void {
		this.check(key, data, "opened");
	}

	finished(): void {
		for (const [key] of this.promises) this.check(key, this.stored(key)?.data, "stored at the end");
	}

	private check(key: string, data: SweepData | undefined, where: string): void {
		for (const promise of this.promises.get(key) ?? []) {
			const found = countOf(data, promise.epoch);
			if (found >= promise.count) continue;
			if (this.lossyOwners.has(promise.owner) || this.unfolded.has(`${key}/${promise.epoch}`)) {
				this.excused += 1;
			} else {
				this.complain(`${key}: journaled ${promise.count} commits of epoch ${promise.epoch}, ${where}: ${found}`);
			}
		}
	}
}
