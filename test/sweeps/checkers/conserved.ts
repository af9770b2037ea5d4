import { type Decided, preparedIn, withResolved } from "../../../src/server/transact/markers";
import type { OutboxEntry } from "../../../src/server/transfer/outbox";
import type { AppliedWrite } from "../../../src/testing";
import { Checker, relicOf, START_COINS, StoredDocument } from "./checker";

/**
 * What documents have and what is on its way between them is what they began with, at every moment: all coins, and each
 * item once. A transfer is on its way until its receiver has it stored; a trade is there when it is decided.
 */
export class Conserved implements Checker {
	readonly name = "conserved";
	private readonly records = new Map<string, StoredDocument>();
	private wrong = "";

	constructor(private readonly complain: (problem: string) => void) {}

	written(key: string, _: AppliedWrite, record: StoredDocument): void {
		this.records.set(key, record);
		const wrong = this.findWrong();
		if (wrong !== "" && wrong !== this.wrong) this.complain(`${wrong}, since a write of ${key}`);
		this.wrong = wrong;
	}

	private findWrong(): string {
		let [coins, begun] = [0, 0];
		const items = new Map<string, number>();
		const found = (item: string) => items.set(item, (items.get(item) ?? 0) + 1);
		const arrived = new Set<string>();
		const settled = new Map<string, StoredDocument>();
		for (const [key, stored] of this.records) {
			const record = this.settledOf(stored);
			settled.set(key, record);
			for (const [id, { state }] of pairs(record.ledger?.inboxAck ?? {})) {
				if (state === "delivered") arrived.add(`${key} ${id}`);
			}
		}
		for (const [key, { data, ledger }] of settled) {
			if (data === undefined) continue;
			begun += START_COINS;
			coins += data.coins;
			for (const [item] of pairs(data.items)) found(item as string);
			// It began with one.
			items.set(relicOf(key), items.get(relicOf(key)) ?? 0);
			for (const [id, entry] of pairs(ledger?.outbox ?? {})) {
				const { to, cargo }: OutboxEntry = entry;
				if (arrived.has(`${to.key} ${id}`)) continue;
				coins += cargo.amount ?? 0;
				if (cargo.item !== undefined) found(cargo.item);
			}
		}
		const wrong = new Array<string>();
		if (coins !== begun) wrong.push(`${coins} coins of ${begun}`);
		for (const [item, count] of items) if (count !== 1) wrong.push(`${item} is there ${count} times`);
		return wrong.sort().join(", ");
	}

	/** A record with what is decided of the trades that it has parts of. */
	private settledOf(record: StoredDocument): StoredDocument {
		if (record.prepared === undefined) return record;
		const known = new Map<string, Decided>();
		for (const [group, { primary }] of preparedIn(record)) {
			known.set(group, this.records.get(primary.key)?.decided?.[group]?.state ?? "aborted");
		}
		return (withResolved(record as never, known) as StoredDocument | undefined) ?? record;
	}
}
