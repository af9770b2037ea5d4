import { Emitter, Listenable } from "../../shared/emitter";
import type { Undelivered } from "./undelivered";

// Letters come twice, soon after each other.
const REMEMBERED_MAX = 500;

/** Tells the game of what was not delivered: of each message once, however many letters say so. */
export class UndeliveredBell {
	private readonly emitter = new Emitter<[undelivered: Undelivered]>();
	private readonly told = new Set<string>();
	private readonly order = new Array<string>();
	readonly rung: Listenable<[undelivered: Undelivered]> = this.emitter;

	ring(undelivered: Undelivered): void {
		const { id } = undelivered;
		if (this.told.has(id)) return;
		this.told.add(id);
		this.order.push(id);
		if (this.order.size() > REMEMBERED_MAX) this.told.delete(this.order.shift()!);
		this.emitter.emit(undelivered);
	}
}
