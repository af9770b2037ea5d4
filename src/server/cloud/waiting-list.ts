import { RequestTicket } from "./request-ticket";

/**
 * Requests that wait for their turn: by priority, and within one in the order of submission. Requests of one key keep that
 * order whatever their priorities: whoever waits in front of something urgent is as urgent.
 */
export class WaitingList {
	/** The next one first. For two of one key the earlier is always in front: its rank is never the lower one. */
	private tickets = new Array<RequestTicket>();

	size(): number {
		return this.tickets.size();
	}

	/** Adds a request that is the latest of all. */
	add(ticket: RequestTicket): void {
		this.raise(ticket.keyId, ticket.rank);
		this.insert(ticket);
	}

	/** Makes everything that waits for a key at least as urgent as this. */
	raise(keyId: string, rank: number): void {
		const raised = this.tickets.filter((ticket) => ticket.keyId === keyId && ticket.rank > rank);
		if (raised.isEmpty()) return;
		this.tickets = this.tickets.filter((ticket) => !raised.includes(ticket));
		for (const ticket of raised) {
			ticket.rank = rank;
			this.insert(ticket);
		}
	}

	/** Takes out the first that may go, and never one that would overtake another of its key. */
	take(mayGo: (ticket: RequestTicket) => boolean): RequestTicket | undefined {
		let passedKeys: Set<string> | undefined;
		for (const index of $range(0, this.tickets.size() - 1)) {
			const ticket = this.tickets[index];
			if (passedKeys?.has(ticket.keyId) === true) continue;
			if (mayGo(ticket)) return this.tickets.remove(index);
			passedKeys ??= new Set();
			passedKeys.add(ticket.keyId);
		}
		return undefined;
	}

	private insert(ticket: RequestTicket): void {
		let index = this.tickets.size();
		while (index > 0 && comesBefore(ticket, this.tickets[index - 1])) index -= 1;
		this.tickets.insert(index, ticket);
	}
}

function comesBefore(a: RequestTicket, b: RequestTicket): boolean {
	return a.rank < b.rank || (a.rank === b.rank && a.order < b.order);
}
