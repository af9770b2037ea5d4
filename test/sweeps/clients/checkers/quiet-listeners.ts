import type { Ask, ClientChecker, Quiet } from "./client-checker";

/** Both sides always do the same by them, and they always succeed. */
const ALWAYS_RIGHT = new ReadonlySet(["earn", "rush", "dial"]);

/** A right guess is told of once, when it is guessed, and nobody is told of what says the same as before. */
export class QuietListeners implements ClientChecker {
	readonly name = "quiet-listeners";
	private readonly asks = new Array<Ask>();
	private readonly told = new Map<string, number>();
	private readonly done = new Set<string>();

	constructor(private readonly complain: (problem: string) => void) {}

	asked(ask: Ask): void {
		if (ALWAYS_RIGHT.has(ask.name)) this.asks.push(ask);
	}

	ran(_key: string, id: string): void {
		this.done.add(id);
	}

	noticed(id: string): void {
		this.told.set(id, (this.told.get(id) ?? 0) + 1);
	}

	toldOfNothing(guest: string, key: string, what: string): void {
		this.complain(`${guest} was told of ${what} of ${key}, which says the same as before`);
	}

	finished({ guests, intact, shows }: Quiet): void {
		for (const { id, name, guest, key, mutation, shows: before } of this.asks) {
			if (!this.done.has(id) || mutation.getStatus() !== "confirmed") continue;
			// Shown anew, a document is as the server has it until the client has heard of the rest. Who has missed a change may
			// hear that it was made before it hears what it was.
			if (!guests.has(guest) || !intact.has(guest) || shows(guest, key) !== before) continue;
			const times = this.told.get(id) ?? 0;
			if (times !== 1) this.complain(`${guest} was told ${times} times of ${id} (${name}), which it had guessed`);
		}
	}
}
