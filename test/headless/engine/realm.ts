import type { Heartbeat } from "../host/heartbeat";
import type { Scheduler } from "../scheduler/scheduler";
import { maskAddresses } from "./addresses";
import type { ScriptRun } from "./script-run";
import * as threads from "./threads";

/** Where a realm's output and errors go: the universe shows and records them. */
export interface RealmOutput {
	print(realm: Realm, kind: "print" | "warn" | "error", text: string): void;
}

/** A line that was printed in a realm. */
export interface HistoryLine {
	/** Unix seconds by the realm's own clock. */
	readonly time: number;
	readonly kind: "print" | "warn" | "error";
	readonly text: string;
}

interface Deferred {
	readonly depth: number;
	readonly action: () => void;
}

const FRAMES_PER_SECOND = 60;
const HISTORY_LINES_MAX = 100;
const DEFER_DEPTH_MAX = 80;
// platform.md 9: how deep deferred events may cause one another within one resumption.
const EVENT_DEPTH_MAX = 10;
// Slack for sums of 1/60 that fall a hair beside the frame they mean.
const FRAME_SLACK = 1e-6;
// What one look at a clock costs: a busy loop on it must come to an end although virtual time stands still.
const CLOCK_READ_SECONDS = 1e-6;
// Ten seconds, as Studio's ScriptTimeoutLength has it, at a microsecond for each call of the engine.
const CALLS_MAX = 10_000_000;
const CALLS_PER_BEAT = 1_000_000;

/** An error value as text, without the address of a table: that differs from process to process. */
export function textOfProblem(problem: unknown): string {
	const [kind] = tostring(problem).match("^(%l+): 0x%x+$");
	return typeIs(problem, "string") || kind === undefined ? tostring(problem) : `an error value of type ${kind}`;
}

/**
 * One place where scripts run: a game server or a player's client, with its own threads and its own frames. When it
 * dies, every thread of it stops where it is: nothing of a dead realm is ever resumed.
 */
export class Realm {
	alive = true;
	/** SignalBehavior: false is Immediate, the engine's default; templates set Deferred. */
	deferredSignals = false;
	/** Told of every thread that dies of an error, after it was reported: ScriptContext listens here. */
	onThreadError?: (message: string, stack: string) => void;
	/** Told of every line: LogService listens here. */
	onLine?: (line: HistoryLine) => void;
	/** Until then the machine stands still: what is due meanwhile happens afterwards, in its order. */
	frozenUntil = 0;
	/** How often something of this realm has run. */
	resumptions = 0;
	/** Told after each of them, when every thread has yielded. */
	onResumption?: () => void;
	/** The last lines, oldest first. */
	readonly history = new Array<HistoryLine>();
	/** The script whose thread runs now: what is made meanwhile belongs to it. */
	owner?: ScriptRun;
	private readonly owners = new WeakMap<thread, ScriptRun>();
	private deferred = new Array<Deferred>();
	private deferDepth = 0;
	/** What the running thread has called of the engine since it was resumed; what the engine itself does is free. */
	private calls = -math.huge;
	private lastReading = -1;

	constructor(
		/** For output and traces: `server 1`, `client Ann`. */
		readonly name: string,
		readonly isServer: boolean,
		readonly scheduler: Scheduler,
		private readonly output: RealmOutput,
		/** Where in a sixtieth of a second this realm's frames fall: no two machines tick together. */
		private readonly framePhase: number,
		/** Seconds by which this machine's clock is wrong. */
		readonly clockSkew: number,
		/** Unix time of this universe's second 0. */
		readonly epoch: number,
		private readonly heartbeat: Heartbeat,
	) {}

	/** Unix time as this machine believes it to be. */
	unixTime(): number {
		return this.epoch + this.scheduler.now + this.clockSkew;
	}

	/**
	 * Seconds of this universe as scripts here read them: a microsecond later at every look while virtual time stands
	 * still, never earlier than at the last look, and else what the scheduler says.
	 */
	readClock(): number {
		this.countCall();
		const now = this.scheduler.now;
		this.lastReading = now > this.lastReading ? now : this.lastReading + CLOCK_READ_SECONDS;
		return this.lastReading;
	}

	/** The same as the Unix time that this machine believes in. */
	readUnixTime(): number {
		return this.epoch + this.readClock() + this.clockSkew;
	}

	/** Called by everything that a busy loop may call: a thread that never yields dies of it in the end. */
	countCall(): void {
		this.calls += 1;
		if (this.calls % CALLS_PER_BEAT === 0) this.heartbeat.beat();
		if (this.calls >= CALLS_MAX) {
			const position = threads.position(undefined);
			const where = position !== undefined ? `${position}: ` : "";
			error(`${where}Script timeout: exhausted allowed execution time`, 0);
		}
	}

	/** The first frame that begins at or after `time`, and after now. */
	frameAt(time: number): number {
		const following = math.floor((this.scheduler.now - this.framePhase) * FRAMES_PER_SECOND + FRAME_SLACK) + 1;
		const due = math.ceil((time - this.framePhase) * FRAMES_PER_SECOND - FRAME_SLACK);
		return this.framePhase + math.max(following, due) / FRAMES_PER_SECOND;
	}

	/** Runs `action` at a virtual time, as one resumption: what it deferred runs right after it. */
	schedule(time: number, action: () => void): void {
		this.scheduler.at(time, this, () => {
			if (this.scheduler.now < this.frozenUntil) {
				this.schedule(this.frozenUntil, action);
				return;
			}
			action();
			this.drainDeferred();
			this.resumptions += 1;
			this.onResumption?.();
		});
	}

	/** Runs a function in a new thread, or resumes a thread, at once. */
	spawn(target: Callback | thread, values?: threads.Packed): thread {
		const isNew = typeIs(target, "function");
		const thread = isNew ? this.createThread(target) : (target as thread);
		this.resume(thread, values, isNew ? target : undefined);
		return thread;
	}

	/** The same as a thread of that script, or of none. */
	spawnFor(owner: ScriptRun | undefined, body: Callback, values?: threads.Packed): thread {
		const outer = this.owner;
		this.owner = owner;
		const thread = this.createThread(body);
		this.owner = outer;
		this.resume(thread, values, body);
		return thread;
	}

	/** A thread that belongs to the script whose thread makes it. */
	createThread(body: Callback): thread {
		const thread = threads.create(body);
		if (this.owner !== undefined) this.owners.set(thread, this.owner);
		return thread;
	}

	/** Ends every thread of a script and cuts its connections; one that runs right now gets as far as it next waits. */
	stop(run: ScriptRun): void {
		run.stop();
		for (const [thread, owner] of this.owners as unknown as Map<thread, ScriptRun>) {
			if (owner === run && coroutine.status(thread) === "suspended") coroutine.close(thread);
		}
	}

	/**
	 * Resumes a suspended thread, and reports the error if it dies of one. A dead thread is left alone. A thread that has
	 * not begun is known by its `body`.
	 */
	resume(thread: thread, values?: threads.Packed, body?: Callback): void {
		if (!this.alive || coroutine.status(thread) !== "suspended") return;
		const owner = this.owners.get(thread);
		if (owner !== undefined && owner.stopped) {
			coroutine.close(thread);
			return;
		}
		this.heartbeat.resuming(this.name, body ?? thread);
		const outerOwner = this.owner;
		const outerCalls = this.calls;
		this.owner = owner;
		this.calls = 0;
		const [outcome, problem] = threads.resume(thread, values);
		this.owner = outerOwner;
		this.calls = outerCalls;
		if (outcome === "failed") this.reportError(problem, threads.takeTraceback(thread));
	}

	/** Runs `action` at the end of the current resumption. */
	deferAction(action: () => void): void {
		this.deferWithin(DEFER_DEPTH_MAX, "task.defer", action);
	}

	/** The same for a handler of an event, under deferred signal behaviour. */
	deferHandler(eventName: string, action: () => void): void {
		this.deferWithin(EVENT_DEPTH_MAX, eventName, action);
	}

	/**
	 * Suspends the calling thread until `wake` is called, and returns what it was called with: how every yielding
	 * function of the engine waits. Waking takes effect as an event of its own.
	 */
	suspend<T>(begin: (wake: (value: T) => void) => void): T {
		const thread = coroutine.running();
		begin((value) => this.schedule(this.scheduler.now, () => this.resume(thread, threads.pack(value))));
		const [value] = coroutine.yield() as unknown as LuaTuple<[T]>;
		return value;
	}

	reportError(problem: unknown, traceback: string | undefined): void {
		const frames = (traceback ?? "")
			.split("\n")
			.filter(
				(line) => line !== "" && line.find("^headless%.")[0] === undefined && line.find("^%[C%]")[0] === undefined,
			);
		const stack = frames.join("\n");
		const shown = stack === "" ? "" : `\nStack Begin\n${stack}\nStack End`;
		this.show("error", textOfProblem(problem) + shown);
		this.onThreadError?.(textOfProblem(problem), stack);
	}

	say(kind: HistoryLine["kind"], text: string): void {
		this.show(kind, text);
	}

	private show(kind: HistoryLine["kind"], shown: string): void {
		const text = maskAddresses(shown);
		const line = { time: this.unixTime(), kind, text };
		this.history.push(line);
		if (this.history.size() > HISTORY_LINES_MAX) this.history.shift();
		this.output.print(this, kind, text);
		this.onLine?.(line);
	}

	/** The machine is gone: nothing here runs again, and nobody is told. */
	kill(): void {
		this.alive = false;
		this.deferred.clear();
	}

	private deferWithin(depthMax: number, cause: string, action: () => void): void {
		if (this.deferDepth >= depthMax) {
			this.reportError(`Maximum event re-entrancy depth exceeded for ${cause}`, undefined);
		} else {
			this.deferred.push({ depth: this.deferDepth + 1, action });
		}
	}

	private drainDeferred(): void {
		while (this.alive && !this.deferred.isEmpty()) {
			const batch = this.deferred;
			this.deferred = [];
			for (const entry of batch) {
				this.deferDepth = entry.depth;
				if (this.alive) entry.action();
			}
		}
		this.deferDepth = 0;
	}
}
