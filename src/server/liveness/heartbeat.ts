import { Emitter, Listenable } from "../../shared/emitter";
import { ClockPort, MemoryPort } from "../cloud/ports";

/** What a heartbeat is made from. */
export interface HeartbeatParts {
	readonly memory: MemoryPort;
	readonly clock: ClockPort;
	readonly map: string;
	readonly owner: string;
	readonly heartbeatSeconds: number;
	readonly aliveSeconds: number;
}

/**
 * Shows that this server lives, by one key that expires soon. When the key was gone, or could not be renewed for half its
 * life, others may take this server for dead: it is *suspect*, and has to show its life in every document's lock.
 */
export class Heartbeat {
	private readonly beatEmitter = new Emitter<[]>();
	private thread?: thread;
	private beats = 0;
	private startedAt?: number;
	private renewedAt?: number;
	private suspectSince?: number;
	private doubts = 0;

	/** After each renewal. */
	readonly beaten: Listenable<[]> = this.beatEmitter;

	constructor(private readonly parts: HeartbeatParts) {}

	start(): void {
		this.startedAt = this.parts.clock.now();
		this.thread = task.spawn(() => {
			while (true) {
				const began = this.parts.clock.now();
				this.beat();
				task.wait(math.max(0, this.parts.heartbeatSeconds - (this.parts.clock.now() - began)));
			}
		});
	}

	/** Stops, and takes the key away: nobody need wait for it to expire. Yields. */
	stop(): void {
		if (this.thread !== undefined) task.cancel(this.thread);
		this.thread = undefined;
		this.parts.memory.remove(this.parts.map, this.parts.owner);
	}

	/** When this server began to be suspect, by its own clock; nil while it is not. */
	suspectedSince(): number | undefined {
		this.judge();
		return this.suspectSince;
	}

	/** How often this server has become suspect: others may have struck it off their lists each time. */
	countDoubts(): number {
		this.judge();
		return this.doubts;
	}

	/** The key is back. */
	isRenewed(): boolean {
		const { clock, aliveSeconds } = this.parts;
		return this.renewedAt !== undefined && clock.now() - this.renewedAt < aliveSeconds / 2;
	}

	/** Every document has been touched since, so nobody can have taken one over without our finding out. */
	clear(): void {
		if (this.isRenewed()) this.suspectSince = undefined;
	}

	/** Renews the key now. Yields. */
	beatNow(): void {
		this.beat();
	}

	private beat(): void {
		const { memory, clock, map, owner, aliveSeconds } = this.parts;
		let wasGone = false;
		const sentAt = clock.now();
		const result = memory.update(
			map,
			owner,
			(stored) => {
				wasGone = stored === undefined;
				return { beat: this.beats + 1 };
			},
			aliveSeconds,
		);
		if (result.ok) {
			if (wasGone && this.beats > 0) this.suspect();
			this.beats += 1;
			// The key's time began when the request arrived, which was not before it was sent.
			this.renewedAt = sentAt;
			this.beatEmitter.emit();
		}
		this.judge();
	}

	private judge(): void {
		const { clock, aliveSeconds } = this.parts;
		// A server whose first beats fail has no key either (traces.md 4).
		const since = this.renewedAt ?? this.startedAt;
		if (since !== undefined && clock.now() - since >= aliveSeconds / 2) this.suspect();
	}

	private suspect(): void {
		if (this.suspectSince !== undefined) return;
		this.suspectSince = this.parts.clock.now();
		this.doubts += 1;
	}
}
