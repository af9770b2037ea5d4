import type { Checker, StoredDocument } from "./checker";

interface Sent {
	readonly key: string;
	readonly id: string;
	readonly mark: string;
}

/** A message has its effect once at most, and one that was called sent has it, or waits for its receiver. */
export class DeliveredOnce implements Checker {
	readonly name = "delivered-once";
	private readonly sent = new Array<Sent>();

	constructor(
		private readonly complain: (problem: string) => void,
		private readonly stored: (key: string) => StoredDocument | undefined,
	) {}

	/** The library has said that it is in the inbox. */
	wasSent(key: string, id: string, mark: string): void {
		this.sent.push({ key, id, mark });
	}

	written(key: string, _: unknown, { data }: StoredDocument): void {
		for (const [mark, count] of pairs(data?.gifts ?? {})) {
			if (count > 1) this.complain(`${key}: ${mark} was delivered ${count} times`);
		}
	}

	finished(): void {
		for (const { key, id, mark } of this.sent) {
			const record = this.stored(key);
			const isThere = record?.data?.gifts?.[mark] !== undefined;
			const waits = record?.inbox?.some((message) => message.id === id) === true;
			const isOver = record?.ledger?.inboxAck?.[id]?.state === "expired";
			if (!isThere && !waits && !isOver) this.complain(`${key}: ${mark} was called sent and is not there`);
		}
	}
}
