import type { Ask, ClientChecker, Quiet } from "./client-checker";

/** When all is quiet, everything asked for is confirmed or rejected, and as it was on the server. */
export class Settled implements ClientChecker {
	readonly name = "settled";
	private readonly asks = new Array<Ask>();
	private readonly done = new Set<string>();

	constructor(private readonly complain: (problem: string) => void) {}

	asked(ask: Ask): void {
		this.asks.push(ask);
	}

	ran(_key: string, id: string): void {
		this.done.add(id);
	}

	finished({ guests }: Quiet): void {
		for (const ask of this.asks) {
			const { id, name, mutation } = ask;
			const status = mutation.getStatus();
			const ran = this.done.has(id);
			if (status === "confirmed") {
				if (!ran && !this.gaveWay(ask)) this.complain(`${id} (${name}) is confirmed, but was not done`);
			} else if (status === "rejected") {
				// Nobody answers when the document is shown no more: it may have been done all the same.
				const code = mutation.getRejection()!.code;
				if (ran && code !== "closed") this.complain(`${id} (${name}) is rejected (${code}), but was done`);
			} else if (guests.has(ask.guest)) {
				this.complain(`${id} (${name}) is still ${status}`);
			}
		}
	}

	/** A newer one of the same kind took its place before it was sent, and was done. */
	private gaveWay({ name, guest, key, number }: Ask): boolean {
		if (name !== "dial" && name !== "set") return false;
		return this.asks.some((other) => {
			const isNewer = other.number > number && other.name === name;
			return isNewer && other.guest === guest && other.key === key && this.done.has(other.id);
		});
	}
}
