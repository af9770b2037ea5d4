import { deepCopy } from "../../shared/data/deep-copy";
import { deepFreeze } from "../../shared/data/deep-freeze";
import { Changes } from "../../shared/data/patch";
import { reconcile } from "../../shared/data/reconcile";
import { Listenable } from "../../shared/emitter";
import { HoldfastError, holdfastError, misuse } from "../../shared/errors";
import { fail, Result, succeed } from "../../shared/result";
import { isRecord } from "../store/record";
import { GlobalCheckpoint, GlobalFailure } from "./global/checkpoint";
import { GlobalMigration, GlobalMigrationError } from "./global/global-migration";
import { GlobalMigrationParts } from "./global/global-parts";
import { judgeVersion, VersionJudgement, VersionLabel } from "./judge-version";
import { MigratedData } from "./migrated-record";
import { MigrationChain } from "./migration-chain";
import { MigrationError } from "./migration-error";
import { DirectedStep, MigrationStep, RegisteredStep } from "./migration-step";
import { runMigration, ValidateVersion } from "./run-migration";
import { isSchemaVersion, SchemaVersion } from "./schema-version";
import { StepTimes } from "./step-times";

type UnknownVersion = HoldfastError<"unknownVersion">;
export type MigrateError = MigrationError | UnknownVersion;

export interface DataMigrationOptions {
	/** The version of data before there is any step. Default 1, or where the first step begins. */
	readonly initial?: SchemaVersion;
	/** Asked after each step whether what it made is valid. */
	readonly validate?: ValidateVersion;
	/** Runs each step twice and refuses one that is not pure: for tests and Studio. Default false. */
	readonly strict?: boolean;
	/** A clock in seconds, to measure steps with. Default `os.clock`. */
	readonly now?: () => number;
	/** Which version bare data is of, where it says so itself. Of a record that is known. */
	readonly versionOf?: (data: object) => SchemaVersion | undefined;
	/** What the migration of a whole collection works with. Without it there is none. */
	readonly global?: GlobalMigrationParts;
}

/** How data of some version would be brought to the newest. */
export interface MigrationPlan {
	readonly from: SchemaVersion;
	readonly to: SchemaVersion;
	readonly steps: ReadonlyArray<Pick<DirectedStep, "from" | "to" | "direction" | "description">>;
	/** The mean of what each step has taken on this server, summed; absent while one of them has never run. */
	readonly estimatedSeconds?: number;
}

/** What a migration would do. */
export interface MigrationTest extends MigratedData {
	/** From the data as it is to the data as it would be. */
	readonly changes: Changes;
}

/** Brings the data of a collection from the version that it was written with to the one that the code knows. */
export class DataMigration {
	private readonly chain: MigrationChain;
	private readonly times: StepTimes;
	private readonly global?: GlobalMigration;

	/** After each page of a global migration on this server. */
	readonly progressed?: Listenable<[checkpoint: GlobalCheckpoint]>;
	/** A document that a global migration on this server could not migrate; it is as it was. */
	readonly documentFailed?: Listenable<[failure: GlobalFailure]>;

	constructor(private readonly options: DataMigrationOptions = {}) {
		this.chain = new MigrationChain(options.initial);
		this.times = new StepTimes(options.now ?? (() => os.clock()));
		if (options.global === undefined) return;
		this.global = new GlobalMigration(options.global, {
			migrate: (data, from, target) => this.migrate(data, from, target),
			judge: (label) => this.judge(label),
			knows: (version) => this.chain.indexOf(version) !== undefined,
		});
		this.progressed = this.global.progressed;
		this.documentFailed = this.global.documentFailed;
	}

	/** Adds a step, which has to begin where the last one ends. A step that does not fit is refused. */
	registerMigrationStep<D extends object = Record<string, unknown>>(
		step: MigrationStep<D>,
	): Result<void, HoldfastError<"invalidStep">> {
		return this.chain.register(step as unknown as RegisteredStep);
	}

	/** The version that data is brought to. */
	latestVersion(): SchemaVersion {
		return this.chain.latest();
	}

	/** What to do with a record, or with anything that says its version the same way. */
	judge(label: VersionLabel): VersionJudgement {
		return judgeVersion(this.chain, label);
	}

	/** The oldest version whose code may open data of this one. */
	readableFrom(version: SchemaVersion): SchemaVersion {
		return this.chain.readableFrom(version);
	}

	/** The steps from a version, or from the one that this data is of, to the newest. */
	getMigrationPlan(source: SchemaVersion | object): Result<MigrationPlan, UnknownVersion> {
		const version = typeIs(source, "table") ? this.versionOf(source) : (source as SchemaVersion | undefined);
		if (!isSchemaVersion(version)) return fail(this.unlabelled());
		const to = this.chain.latest();
		const path = this.chain.path(version, to);
		if (!path.ok) return path;
		const steps = path.value.map(({ from, to, direction, description }) => ({ from, to, direction, description }));
		return succeed({ from: version, to, steps, estimatedSeconds: this.times.estimate(path.value) });
	}

	/** Brings data (or a record's) to a version, in memory: what it gives is frozen, and what was given is as it was. */
	migrateData(
		userId: number,
		data: object,
		targetVersion: SchemaVersion = this.chain.latest(),
	): Result<MigratedData, MigrateError> {
		const version = this.versionOf(data);
		if (version === undefined) return fail(this.unlabelled());
		const migrated = this.migrate(isRecord(data) ? (data.data as object) : data, version, targetVersion);
		if (migrated.ok) return migrated;
		const { error: failure } = migrated;
		return fail({ ...failure, context: { ...failure.context, key: tostring(userId) } });
	}

	/** What a migration would do: its result and the differences, or why it fails. Nothing is written or measured. */
	testMigration(
		data: object,
		from: SchemaVersion,
		target: SchemaVersion = this.chain.latest(),
	): Result<MigrationTest, MigrateError> {
		const { validate } = this.options;
		const path = this.chain.path(from, target);
		if (!path.ok) return path;
		const ran = runMigration(path.value, data, { validate, strict: true });
		if (!ran.ok) return ran;
		const compared = reconcile<object>(deepFreeze(deepCopy(data)), ran.value);
		const changes = compared.ok ? compared.value.changes : [];
		return succeed({ ...this.migrated(ran.value, from, target), changes });
	}

	/** The same for good, still in memory alone: for whoever opens a document. */
	migrate(
		data: object,
		from: SchemaVersion,
		target: SchemaVersion = this.chain.latest(),
	): Result<MigratedData, MigrateError> {
		const { validate, strict } = this.options;
		const path = this.chain.path(from, target);
		if (!path.ok) return path;
		const ran = runMigration(path.value, data, { validate, strict, measure: (step) => this.times.measure(step) });
		return ran.ok ? succeed(this.migrated(ran.value, from, target)) : ran;
	}

	/**
	 * Brings every document of the collection that nobody has open to a version; those that are open are migrated by their
	 * owners when they are opened next. One server at a time does it: a call while another does is refused, and a call after
	 * that one died goes on where it was. Resolves when the run ends on this server: `state` says how.
	 */
	forceGlobalMigration(targetVersion: SchemaVersion): Promise<Result<GlobalCheckpoint, GlobalMigrationError>> {
		const global = this.globalOr("forceGlobalMigration");
		return new Promise((resolve) => resolve(global.start("migrate", targetVersion)));
	}

	/** Gives every closed document that was migrated to this version back what it was before, as it was kept then. */
	undoGlobalMigration(version: SchemaVersion): Promise<Result<GlobalCheckpoint, GlobalMigrationError>> {
		const global = this.globalOr("undoGlobalMigration");
		if (this.options.global?.restoreOriginal === undefined) {
			misuse("undoGlobalMigration", "nothing is kept that could be given back");
		}
		return new Promise((resolve) => resolve(global.start("undo", version)));
	}

	/** Lets a global migration stop where it is, whichever server has it; it stays so until it is resumed. */
	pauseGlobalMigration(): Promise<Result<void, GlobalMigrationError>> {
		const global = this.globalOr("pauseGlobalMigration");
		return new Promise((resolve) => resolve(global.pause()));
	}

	/** Goes on, on this server, with a global migration that was paused or failed. Resolves when it ends here. */
	resumeGlobalMigration(): Promise<Result<GlobalCheckpoint, GlobalMigrationError>> {
		const global = this.globalOr("resumeGlobalMigration");
		return new Promise((resolve) => resolve(global.resume()));
	}

	/** How far the newest global migration is, with its failures and the history; undefined if there never was one. */
	getGlobalMigrationStatus(): Promise<Result<GlobalCheckpoint | undefined, GlobalMigrationError>> {
		const global = this.globalOr("getGlobalMigrationStatus");
		return new Promise((resolve) => resolve(global.status()));
	}

	private globalOr(where: string): GlobalMigration {
		return this.global ?? misuse(where, "this DataMigration was made without what a global migration needs");
	}

	private migrated(data: object, from: SchemaVersion, to: SchemaVersion): MigratedData {
		return { from, to, data, readableFrom: this.chain.readableFrom(to) };
	}

	private versionOf(data: object): SchemaVersion | undefined {
		if (isRecord(data)) return isSchemaVersion(data.schema) ? data.schema : undefined;
		const version = this.options.versionOf?.(data);
		return isSchemaVersion(version) ? version : undefined;
	}

	private unlabelled(): UnknownVersion {
		return holdfastError("unknownVersion", "It does not say which version this data is of.", {
			expected: "a record, or data that `versionOf` knows the version of",
		});
	}
}
