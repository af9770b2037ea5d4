import { Path } from "../../shared/data/path";
import { HoldfastError, holdfastError } from "../../shared/errors";
import { DirectedStep } from "./migration-step";
import { SchemaVersion, showVersion } from "./schema-version";

/** Something in the data that a version's schema does not allow. */
export interface MigrationProblem {
	readonly path: Path;
	readonly rule: string;
	readonly expected: string;
	readonly actual: string;
}

/** Why data could not be brought to another version; nothing of it was changed. `context.path` is where, if known. */
export interface MigrationError extends HoldfastError<"migrationFailed"> {
	/** The step that failed. */
	readonly from: SchemaVersion;
	readonly to: SchemaVersion;
	/** What the schema of `to` does not allow in what the step made. */
	readonly problems: ReadonlyArray<MigrationProblem>;
}

/** What went wrong in a step, as the error that the caller gets. */
export function migrationError(
	step: Pick<DirectedStep, "from" | "to">,
	message: string,
	context: { readonly path?: Path; readonly expected?: string; readonly actual?: string } = {},
	problems: ReadonlyArray<MigrationProblem> = [],
): MigrationError {
	const way = `${showVersion(step.from)} → ${showVersion(step.to)}`;
	const failure = holdfastError("migrationFailed", `The migration step ${way} ${message}`, context);
	return { ...failure, from: step.from, to: step.to, problems };
}
