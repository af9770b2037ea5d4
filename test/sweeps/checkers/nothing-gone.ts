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
	private readonly destroyed = new Set<string>();
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
		const [before, after] = [this.asText(write.previous), this.asText(write.value)];
		for (const { key: ofKey, mark } of this.marks) {
			if (ofKey !== key) continue;
			const [wasThere, isThere] = [before, after].map((text) => text.find(mark, 1, true)[0] !== undefined);
			// One damage has destroyed the other: nobody had a chance.
			if (wasThere && !isThere && after.find("damage ", 1, true)[0] !== undefined) this.destroyed.add(mark);
			if (wasThere || !isThere) continue;
			this.stored.add(mark);
			// A backup may have what was committed and not saved when its server died.
			const saved = (write.previous as { readonly data?: { readonly total?: unknown } } | undefined)?.data?.total;
			if (typeIs(saved, "number")) this.raise(key, this.mostInBackups(key, saved));
		}
	}

	private raise(key: string, floor: number): void {
		this.floors.set(key, math.max(this.floors.get(key) ?? 0, floor));
	}

	openedFragile(key: string, total: unknown, nonce: string): void {
		// A server that froze while it opened may be fenced by now: what it shows can be kept nowhere (seed 101621).
		const { lock } = (this.inspect(key) as { readonly lock?: { readonly nonce: string } } | undefined) ?? {};
		if (lock?.nonce !== nonce) return;
		const floor = this.floors.get(key) ?? 0;
		if (!typeIs(total, "number") || total < floor) this.complain(`${key}: ${total}, where backups had ${floor}`);
	}

	finished(): void {
		const younger = new Map<string, number>();
		for (const index of $range(this.marks.size() - 1, 0, -1)) {
			const { key, mark } = this.marks[index];
			if (!this.stored.has(mark) || this.destroyed.has(mark)) continue;
			// A quarantine holds five; that of a damage which was repaired by a later one as well.
			const count = (younger.get(key) ?? 0) + 1;
			younger.set(key, count);
			if (count > QUARANTINED_MAX) continue;
			const places = [this.asText(this.inspect(key)), this.asText(this.inspect(`~q/${key}`))];
			const isThere = places.some((text) => text.find(mark, 1, true)[0] !== undefined);
			if (!isThere) this.complain(`${key}: the value of ${mark} is nowhere any more`);
		}
	}

	private mostInBackups(key: string, saved: number): number {
		let most = 0;
		for (const { data } of (this.inspect(`~b/${key}`) as Book | undefined)?.entries ?? []) {
			if (typeIs(data?.total, "number") && data.total <= saved) most = math.max(most, data.total);
		}
		return most;
	}
}
