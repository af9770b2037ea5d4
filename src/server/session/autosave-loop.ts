import { ClockPort } from "../cloud/ports";
import { Session } from "./session";
import { SessionTable } from "./session-table";

const LOOK_SECONDS = 1;

/** Touches every open session once per interval, spread over it: each counts from its own first look. */
export class AutosaveLoop {
	private readonly due = new Map<Session<object>, number>();
	private thread?: thread;

	constructor(
		private readonly clock: ClockPort,
		private readonly intervalSeconds: number,
		private readonly sessions: SessionTable,
		private readonly touch: (session: Session<object>) => void,
	) {}

	start(): void {
		this.thread = task.spawn(() => {
			while (true) {
				task.wait(LOOK_SECONDS);
				this.look();
			}
		});
	}

	stop(): void {
		if (this.thread !== undefined) task.cancel(this.thread);
		this.thread = undefined;
	}

	private look(): void {
		const now = this.clock.now();
		for (const session of this.sessions.all()) {
			const due = this.due.get(session);
			if (due === undefined) {
				this.meet(session, now);
			} else if (now >= due) {
				this.due.set(session, now + this.intervalSeconds);
				this.touch(session);
			}
		}
	}

	/** The first time comes early by a random part, so that players who joined together are not saved together. */
	private meet(session: Session<object>, now: number): void {
		this.due.set(session, now + this.intervalSeconds * (0.5 + 0.5 * math.random()));
		session.ended.subscribe(() => this.due.delete(session));
	}
}
