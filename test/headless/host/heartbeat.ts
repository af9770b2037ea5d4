import * as threads from "../engine/threads";

const NAMED_PER_SECOND = 500;
const RESUMPTIONS_PER_LOOK = 16;

/**
 * Tells whoever started this process that it goes on, and what it does: nothing can interrupt a script that never
 * yields, so somebody else has to see that it has fallen silent. The first resumptions of every second are told by name.
 */
export class Heartbeat {
	private windowBegan = -math.huge;
	private named = NAMED_PER_SECOND;
	private unseen = 0;
	private lastText = "";

	constructor(
		/** Undefined where nobody listens. */
		private readonly tell: ((text: string) => void) | undefined,
		private readonly realClock: () => number,
	) {}

	/** Before a thread is resumed. */
	resuming(realmName: string, target: Callback | thread): void {
		if (this.tell === undefined) return;
		if (this.named <= 0) {
			// A look at the clock costs more than most of what is resumed.
			this.unseen += 1;
			if (this.unseen < RESUMPTIONS_PER_LOOK) return;
			this.unseen = 0;
		}
		const isDue = this.isDue();
		if (this.named <= 0) return;
		this.named -= 1;
		const text = `${realmName}, ${threads.position(target) ?? "a thread of the engine"}`;
		if (isDue || text !== this.lastText) this.send(text);
	}

	/** While something takes long that resumes nothing. */
	beat(): void {
		if (this.tell !== undefined && this.isDue()) this.send(this.lastText);
	}

	private isDue(): boolean {
		const now = this.realClock();
		if (now - this.windowBegan < 1) return false;
		this.windowBegan = now;
		this.named = NAMED_PER_SECOND;
		return true;
	}

	private send(text: string): void {
		this.lastText = text;
		this.tell!(text);
	}
}
