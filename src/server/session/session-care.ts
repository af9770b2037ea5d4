import { observe } from "../../shared/emitter";
import { Rounds } from "../../shared/rounds";
import { ClockPort } from "../cloud/ports";
import { DataManagerConfig } from "../config";
import { Heartbeat } from "../liveness/heartbeat";
import { Session } from "./session";
import { SlotTable } from "./slot-table";

const LOOK_SECONDS = 1;

interface Care {
	/** The last save, or the open. */
	since: number;
	/** The part of an interval after which the next one is due: the first comes early by a random part. */
	phase: number;
}

/** What looking after sessions takes. */
export interface SessionCareParts {
	readonly clock: ClockPort;
	readonly config: DataManagerConfig;
	readonly slots: SlotTable;
	readonly heartbeat: Heartbeat;
	/** Backs a session's document up if it is time to; does not yield. */
	readonly backUp: (session: Session<object>) => void;
	/** How long an unsaved change may wait, as things are now. */
	readonly intervalSeconds: () => number;
}

/**
 * Saves every open document with unsaved changes once per interval, spread over it. While this server is suspect it shows
 * its life in every document's lock, and is no more suspect when each was written since (traces.md 4).
 */
export class SessionCare {
	private readonly cares = new Map<Session<object>, Care>();
	private readonly rounds = new Rounds(
		() => LOOK_SECONDS,
		() => this.look(),
	);

	constructor(private readonly parts: SessionCareParts) {}

	start(): void {
		this.rounds.start();
	}

	stop(): void {
		this.rounds.stop();
	}

	/** From now on the session is looked after, until it ends. */
	add(session: Session<object>): void {
		const now = this.parts.clock.now();
		// Players who joined together are not saved together.
		const care: Care = { since: now, phase: 0.5 + 0.5 * math.random() };
		this.cares.set(session, care);
		// Also one that a transaction, a purchase or the game has asked for: what is unsaved now is newer than it.
		observe(session.saved, () => {
			care.since = this.parts.clock.now();
			care.phase = 1;
		});
		session.ended.subscribe(() => this.cares.delete(session));
	}

	private look(): void {
		const { clock, config, slots, heartbeat, intervalSeconds } = this.parts;
		const now = clock.now();
		const suspectSince = heartbeat.suspectedSince();
		let allWritten = true;
		for (const session of slots.sessions()) {
			const care = this.cares.get(session);
			if (care === undefined || session.getState() !== "open") continue;
			if (suspectSince !== undefined) {
				if (session.lastShown() <= suspectSince) allWritten = false;
				// A little early: what is asked for now is written some moments later.
				if (now - session.lastShown() >= config.suspectTouchSeconds * 0.7) session.touch();
			}
			this.parts.backUp(session);
			if (session.isDirty() && now >= care.since + care.phase * intervalSeconds()) {
				care.since = now;
				care.phase = 1;
				session.autosave();
			}
		}
		if (suspectSince !== undefined && allWritten) heartbeat.clear();
		slots.tidy(now);
	}
}
