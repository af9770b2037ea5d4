import type { AppliedWrite } from "../../../src/testing";
import type { Checker } from "./checker";

const QUARANTINED_MAX = 5;

interface Book {
	readonly entries?: ReadonlyArray<{ readonly data?: { readonly total?: unknown } }>;
}

/**
 * What a document held when it was damaged is not gone: the damaged value is in the store or in quarantine, and who opens
 * the document finds at least what its backups had.
 */
export class NothingGone implements Checker {
	readonly name = "nothing-gone";
	private readonly marks = new Array<{ readonly key: string; readonly mark: string }>();
	/** Damages that the store has taken, and what backups had then. */
	private readonly stored = new Set<string>();
	private readonly floors = new Map<string, number>();

	constructor(
		private readonly complain: (problem: string) => void,
		private readonly inspect: (key: string) => unknown,
		private readonly asText: (value: unknown) => string,
	) {}

	expectDamage(key: string, mark: string): void {
		this.marks.push({ key, mark });
	}

	/** Something was written to the store of these documents. */
	wroteFragile(key: string, write: AppliedWrite): void {
		if (key.sub(1, 1) === "~") return;
		const text = this.asText(write.value);
		for (const { key: ofKey, mark } of this.marks) {
			if (ofKey !== key || this.stored.has(mark) || text.find(mark, 1, true)[0] === undefined) continue;
			this.stored.add(mark);
			this.floors.set(key, math.max(this.floors.get(key) ?? 0, this.mostInBackups(key)));
		}
	}

	opened(key: string, total: unknown): void {
		const floor = this.floors.get(key) ?? 0;
		if (!typeIs(total, "number") || total < floor) this.complain(`${key}: ${total}, where backups had ${floor}`);
	}

	finished(): void {
		const younger = new Map<string, number>();
		for (const index of $range(this.marks.size() - 1, 0, -1)) {
			const { key, mark } = this.marks[index];
			if (!this.stored.has(mark)) continue;
			// A quarantine holds five; that of a damage which was repaired by a later one as well.
			const count = (younger.get(key) ?? 0) + 1;
			younger.set(key, count);
			if (count > QUARANTINED_MAX) continue;
			const places = [this.asText(this.inspect(key)), this.asText(this.inspect(`~q/${key}`))];
			const isThere = places.some((text) => text.find(mark, 1, true)[0] !== undefined);
			if (!isThere) this.complain(`${key}: the value of ${mark} is nowhere any more`);
		}
	}

	private mostInBackups(key: string): number {
		let most = 0;
		for (const { data } of (this.inspect(`~b/${key}`) as Book | undefined)?.entries ?? []) {
			if (typeIs(data?.total, "number")) most = math.max(most, data.total);
		}
		return most;
	}
}
