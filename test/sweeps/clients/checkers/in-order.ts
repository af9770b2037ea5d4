import type { Ask, ClientChecker } from "./client-checker";

/** What a client asks of a document is done in the order in which it was asked for. */
export class InOrder implements ClientChecker {
	readonly name = "in-order";
	private readonly asks = new Map<string, Ask>();
	private readonly last = new Map<string, number>();

	constructor(private readonly complain: (problem: string) => void) {}

	asked(ask: Ask): void {
		this.asks.set(ask.id, ask);
	}

	ran(key: string, id: string): void {
		const { guest, number } = this.asks.get(id)!;
		const stream = `${guest} in ${key}`;
		const before = this.last.get(stream) ?? 0;
		if (number < before) this.complain(`${stream}: ${number} was done after ${before}`);
		this.last.set(stream, math.max(before, number));
	}
}
