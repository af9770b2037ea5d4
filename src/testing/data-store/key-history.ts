import { Entry } from "./entry";
import { RETENTION_MILLISECONDS } from "./retention";

/** A version that is kept although another has taken its place. */
interface Superseded {
	readonly entry: Entry;
	/** Unix milliseconds. */
	readonly supersededTime: number;
}

/** A key's versions: the current one, and those before it that were backed up and have not expired (platform.md 1). */
export class KeyHistory {
	/** What the key holds; never expires unless it is a tombstone. */
	current: Entry | undefined;
	/** Oldest first. */
	private readonly older = new Array<Superseded>();

	/** Makes another entry the current one; what was there is backed up or lost. */
	replace(entry: Entry, backUp: boolean): void {
		if (this.current !== undefined && backUp) {
			this.older.push({ entry: this.current, supersededTime: entry.info.UpdatedTime });
		}
		this.current = entry;
	}

	/** Forgets what has expired; true if nothing is left. */
	expire(now: number): boolean {
		const deadline = now - RETENTION_MILLISECONDS;
		while (!this.older.isEmpty() && this.older[0].supersededTime <= deadline) this.older.shift();
		const current = this.current;
		const purged = current !== undefined && current.value === undefined && current.info.UpdatedTime <= deadline;
		if (purged) this.current = undefined;
		return this.isEmpty();
	}

	isEmpty(): boolean {
		return this.current === undefined && this.older.isEmpty();
	}

	/** Every version that is there, oldest first. */
	versions(): Array<Entry> {
		const entries = this.older.map((version) => version.entry);
		if (this.current !== undefined) entries.push(this.current);
		return entries;
	}

	/** The version that was the current one at a time; with `orBefore`, if that one is lost, the last one before it. */
	at(milliseconds: number, orBefore: boolean): Entry | undefined {
		const current = this.current;
		if (current !== undefined && current.info.UpdatedTime <= milliseconds) return current;
		for (let index = this.older.size() - 1; index >= 0; index -= 1) {
			const { entry, supersededTime } = this.older[index];
			if (entry.info.UpdatedTime <= milliseconds) return milliseconds < supersededTime || orBefore ? entry : undefined;
		}
		return undefined;
	}

	/**
	 * Takes one version out for good; false if it is not there. There is no tombstone, so that when it was the current one
	 * the last version before it is current again. What the platform does then is not documented.
	 */
	remove(version: string): boolean {
		if (this.current?.info.Version === version) {
			this.current = this.older.pop()?.entry;
			return true;
		}
		const index = this.older.findIndex((old) => old.entry.info.Version === version);
		if (index < 0) return false;
		this.older.remove(index);
		return true;
	}
}
