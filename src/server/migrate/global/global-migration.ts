import { Emitter, Listenable } from "../../../shared/emitter";
import { HoldfastError, holdfastError } from "../../../shared/errors";
import { fail, Result, succeed } from "../../../shared/result";
import { StoreFailure } from "../../cloud/ports";
import { SchemaVersion, showVersion } from "../schema-version";
import { GlobalCheckpoint, GlobalFailure, GlobalJob } from "./checkpoint";
import { CheckpointStore } from "./checkpoint-store";
import { ClaimRequest } from "./claim-checkpoint";
import { GlobalMigrationParts, GlobalParts, VersionRules } from "./global-parts";
import { GlobalRun } from "./global-run";
import { migrateDocument } from "./migrate-document";
import { undoDocument } from "./undo-document";

export type GlobalMigrationError = HoldfastError<"migrationState" | "unknownVersion" | "cloud">;
type Work = NonNullable<ClaimRequest["work"]>;

const DEFAULTS = { takeOverSeconds: 60, parallel: 4, pageSize: 50 };
/** So many looks in the time that the beat of another's run has to stand still. */
const LOOKS = 6;

/**
 * Migrates every document of a collection, one server at a time. All that it knows is in its checkpoint, so that a run
 * outlives the server that began it. What it does to documents needs no more than the fence of each: even two runs at
 * once could not harm one.
 */
export class GlobalMigration {
	private readonly parts: GlobalParts;
	private readonly store: CheckpointStore;
	private readonly progressEmitter = new Emitter<[checkpoint: GlobalCheckpoint]>();
	private readonly failureEmitter = new Emitter<[failure: GlobalFailure]>();
	private busy = false;
	private run?: GlobalRun;

	/** After each page of a run on this server. */
	readonly progressed: Listenable<[checkpoint: GlobalCheckpoint]> = this.progressEmitter;
	/** A document could not be migrated; it is as it was. */
	readonly documentFailed: Listenable<[failure: GlobalFailure]> = this.failureEmitter;

	constructor(parts: GlobalMigrationParts, rules: VersionRules) {
		this.parts = { ...DEFAULTS, ...parts, rules };
		this.store = new CheckpointStore(this.parts);
	}

	/** Begins a run, or goes on with one whose runner died. Yields until it ends here, one way or another. */
	start(job: GlobalJob, target: SchemaVersion): Result<GlobalCheckpoint, GlobalMigrationError> {
		if (!this.parts.rules.knows(target)) {
			const message = `No migration step leads to version ${showVersion(target)}.`;
			return fail(holdfastError("unknownVersion", message, { actual: showVersion(target) }));
		}
		return this.exclusively(() => this.claimAndRun({ job, target }));
	}

	/** Goes on with a run that was paused, or that failed. Yields until it ends here. */
	resume(): Result<GlobalCheckpoint, GlobalMigrationError> {
		return this.exclusively(() => this.claimAndRun());
	}

	/** Lets the run stop after the documents it is working on, whichever server has it. Yields. */
	pause(): Result<void, GlobalMigrationError> {
		const paused = this.store.pause();
		if (!paused.ok) return fail(this.cloud(paused.error));
		if (!paused.value) return fail(this.refusal("There is no global migration to pause."));
		this.run?.pause();
		return succeed(undefined);
	}

	/** How far it is, whichever server has it; undefined if there never was one. Yields. */
	status(): Result<GlobalCheckpoint | undefined, GlobalMigrationError> {
		if (this.run !== undefined) return succeed(this.run.snapshot());
		const read = this.store.read();
		return read.ok ? read : fail(this.cloud(read.error));
	}

	private exclusively<T>(body: () => Result<T, GlobalMigrationError>): Result<T, GlobalMigrationError> {
		if (this.busy) return fail(this.refusal("This server is at a global migration already."));
		this.busy = true;
		const [ok, result] = pcall(body);
		this.busy = false;
		this.run = undefined;
		return ok ? (result as Result<T, GlobalMigrationError>) : (error(result, 0) as never);
	}

	private claimAndRun(work?: Work): Result<GlobalCheckpoint, GlobalMigrationError> {
		const claimed = this.claim(work);
		if (!claimed.ok) return claimed;
		const { job, target } = claimed.value;
		if (!this.parts.rules.knows(target)) {
			return fail(this.refusal(`What is to go on leads to version ${showVersion(target)}, which is not known here.`));
		}
		this.log("info", "globalMigrationStarted", claimed.value);
		const visit = job === "migrate" ? migrateDocument : undoDocument;
		const run = new GlobalRun(this.parts, this.store, claimed.value, {
			visit: (key) => visit(this.parts, key, target),
			onPage: () => this.progressEmitter.emit(run.snapshot()),
			onFailure: (failure) => this.failureEmitter.emit(failure),
		});
		this.run = run;
		const ended = run.run();
		const last = run.snapshot();
		if (!ended.ok) {
			this.log("warn", "globalMigrationFailed", last, ended.error.message);
			return fail(this.cloud(ended.error));
		}
		this.log("info", "globalMigrationEnded", last, ended.value);
		if (ended.value === "lost") return fail(this.refusal("Another server has taken the global migration over."));
		return succeed({ ...last, state: ended.value });
	}

	/** Takes the checkpoint. Of a run that another server has, it watches first whether that server lives. */
	private claim(work: Work | undefined): Result<GlobalCheckpoint, GlobalMigrationError> {
		const { cloud, takeOverSeconds } = this.parts;
		const runner = cloud.createId();
		let watched: { readonly epoch: number; readonly beat: number; readonly since: number } | undefined;
		while (true) {
			const now = cloud.clock.now();
			const dead = watched !== undefined && now - watched.since >= takeOverSeconds ? watched : undefined;
			const answer = this.store.claim({ runner, work, dead, unixSeconds: cloud.clock.unixSeconds() });
			if (!answer.ok) return fail(this.cloud(answer.error));
			const outcome = answer.value;
			if (outcome.kind === "claimed") return succeed(outcome.checkpoint);
			if (outcome.kind === "paused") return fail(this.refusal("The global migration is paused: resume it."));
			if (outcome.kind === "none") return fail(this.refusal("There is no global migration to go on with."));
			if (watched === undefined) watched = { epoch: outcome.epoch, beat: outcome.beat, since: cloud.clock.now() };
			else if (watched.epoch !== outcome.epoch || watched.beat !== outcome.beat) {
				return fail(this.refusal("Another server is at a global migration of this collection."));
			}
			task.wait(takeOverSeconds / LOOKS);
		}
	}

	private refusal(message: string): HoldfastError<"migrationState"> {
		return holdfastError("migrationState", message, { collection: this.parts.collection });
	}

	private cloud(failure: StoreFailure): HoldfastError<"cloud"> {
		const context = { collection: this.parts.collection, actual: failure.message };
		return holdfastError("cloud", "The DataStore did not answer the global migration.", context);
	}

	private log(level: "info" | "warn", event: string, { job, target, counts }: GlobalCheckpoint, said = ""): void {
		const { migrated, restored, failed } = counts;
		const details = { job, target, said, migrated, restored, failed };
		this.parts.log({ level, event, collection: this.parts.collection, details });
	}
}
