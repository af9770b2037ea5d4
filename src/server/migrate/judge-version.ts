import { MigrationChain } from "./migration-chain";
import { isSchemaVersion, SchemaVersion } from "./schema-version";

/**
 * What to do with data of some version, by the code that has this chain.
 *
 * - `current` – it is of the newest version that is known here.
 * - `migrate` – it is older, and there are steps.
 * - `readable` – it is newer, and whoever wrote it says that this code may open it: nothing may be stripped from it, and
 *   it keeps its version.
 * - `newer` – it is newer, and this code may not open it: to be left as it is.
 * - `unknown` – no step begins at its version, or it says none that could be one.
 */
export type VersionJudgement = "current" | "migrate" | "readable" | "newer" | "unknown";

/** As much of a record as its version is judged by. Both fields are as they were found. */
export interface VersionLabel {
	readonly schema?: unknown;
	readonly readableFrom?: unknown;
}

export function judgeVersion(chain: MigrationChain, { schema, readableFrom }: VersionLabel): VersionJudgement {
	if (!isSchemaVersion(schema)) return "unknown";
	if (schema === chain.latest()) return "current";
	if (chain.indexOf(schema) !== undefined) return "migrate";
	const first = chain.first();
	if (typeIs(schema, "number") && typeIs(first, "number") && schema < first) return "unknown";
	if (!isSchemaVersion(readableFrom)) return "unknown";
	return isReached(chain, readableFrom) ? "readable" : "newer";
}

/** Whether this code is of that version or a later one. Of names only the chain says which is later. */
function isReached(chain: MigrationChain, version: SchemaVersion): boolean {
	if (chain.indexOf(version) !== undefined) return true;
	const latest = chain.latest();
	return typeIs(version, "number") && typeIs(latest, "number") && version <= latest;
}
