import type { OutboxEntry } from "../../../src/server/transfer/outbox";
import type { AppliedWrite } from "../../../src/testing";
import { Checker, relicOf, START_COINS, StoredDocument } from "./checker";

/**
 * What documents have and what is on its way between them is what they began with, at every moment: all coins, and each
 * item once. A transfer is on its way until its receiver has it stored.
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
		for (const [key, { data, ledger }] of this.records) {
			if (data === undefined) continue;
			begun += START_COINS;
			coins += data.coins;
			for (const [item] of pairs(data.items)) found(item as string);
			// It began with one.
			items.set(relicOf(key), items.get(relicOf(key)) ?? 0);
			for (const [id, entry] of pairs(ledger?.outbox ?? {})) {
				if (this.hasArrived(id as string, entry)) continue;
				coins += entry.cargo.amount ?? 0;
				if (entry.cargo.item !== undefined) found(entry.cargo.item);
			}
		}
		const wrong = new Array<string>();
		if (coins !== begun) wrong.push(`${coins} coins of ${begun}`);
		for (const [item, count] of items) if (count !== 1) wrong.push(`${item} is there ${count} times`);
		return wrong.sort().join(", ");
	}

	private hasArrived(id: string, { to }: OutboxEntry): boolean {
		return this.records.get(to.key)?.ledger?.inboxAck?.[id]?.state === "delivered";
	}
}
