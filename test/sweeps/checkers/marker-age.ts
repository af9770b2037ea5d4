import type { Checker, StoredDocument } from "./checker";

/**
 * What a transaction leaves in records goes within its bound while a server has them, and all of it at last. Who gives a
 * document free leaves no part in it.
 */
export class MarkerAge implements Checker {
	readonly name = "marker-age";
	private readonly since = new Map<string, number>();
	private readonly records = new Map<string, StoredDocument>();
	private readonly told = new Set<string>();

	constructor(
		private readonly complain: (problem: string) => void,
		private readonly now: () => number,
		/** Seconds that a marker may take, with what may go wrong meanwhile. */
		private readonly bound: number,
		private readonly isRunning: (owner: string) => boolean,
	) {}

	written(key: string, _: unknown, record: StoredDocument): void {
		const isSameOwner = this.records.get(key)?.lock?.epoch === record.lock?.epoch;
		this.records.set(key, record);
		if (record.lock === undefined && record.prepared !== undefined) this.complain(`${key} is free, with a part in it`);
		const groups = new Set<string>();
		for (const markers of [record.prepared, record.decided]) {
			for (const [group] of pairs(markers ?? {})) groups.add(`${key} ${group}`);
		}
		for (const [id] of this.since) {
			if (id.sub(1, key.size() + 1) === `${key} ` && !groups.has(id)) this.since.delete(id);
		}
		// Who has taken a document has to see to what others have left in it, from then on.
		for (const id of groups) if (!isSameOwner || !this.since.has(id)) this.since.set(id, this.now());
	}

	tick(): void {
		for (const [id, since] of this.since) {
			if (this.now() - since <= this.bound || this.told.has(id)) continue;
			const owner = this.records.get(id.split(" ")[0])?.lock?.owner;
			if (owner === undefined || !this.isRunning(owner)) continue;
			this.told.add(id);
			this.complain(`${id} is there for ${math.floor(this.now() - since)} s`);
		}
	}

	finished(): void {
		for (const [id] of this.since) {
			// Of what nobody can open, the others tell.
			const isFree = this.records.get(id.split(" ")[0])?.lock === undefined;
			if (isFree) this.complain(`${id} is there at the end`);
		}
	}
}
