import type { Checker, Promised, StoredDocument, SweepData } from "./checker";

type Complain = (problem: string) => void;

/** How many commits of a session a document has. */
export function countOf(data: SweepData | undefined, epoch: number): number {
	return data?.seen[`e${epoch}`] ?? 0;
}

/** What was reported saved is in everything that is written or opened afterwards. */
export class SavedStays implements Checker {
	readonly name = "saved-stays";
	private readonly floors = new Map<string, Map<number, number>>();

	constructor(
		private readonly complain: Complain,
		private readonly stored: (key: string) => StoredDocument | undefined,
	) {}

	promised(promise: Promised): void {
		if (promise.by !== "save") return;
		const floors = this.floors.get(promise.key) ?? new Map<number, number>();
		this.floors.set(promise.key, floors);
		floors.set(promise.epoch, math.max(promise.count, floors.get(promise.epoch) ?? 0));
		this.check(promise.key, this.stored(promise.key)?.data, "stored when it was reported");
	}

	written(key: string, _: unknown, record: StoredDocument): void {
		this.check(key, record.data, "written");
	}

	opened(key: string, data: SweepData): void {
		this.check(key, data, "opened");
	}

	finished(): void {
		for (const [key] of this.floors) this.check(key, this.stored(key)?.data, "stored at the end");
	}

	private check(key: string, data: SweepData | undefined, where: string): void {
		for (const [epoch, count] of this.floors.get(key) ?? new Map<number, number>()) {
			const found = countOf(data, epoch);
			if (found < count) this.complain(`${key}: saved ${count} commits of epoch ${epoch}, ${where}: ${found}`);
		}
	}
}
