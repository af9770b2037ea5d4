import { HoldfastError } from "../../../shared/errors";
import { LogSink } from "../../../shared/log";
import { Result } from "../../../shared/result";
import { CloudPorts, StoreFailure } from "../../cloud/ports";
import { RequestScheduler } from "../../cloud/request-scheduler";
import type { DocumentName } from "../../store/document-name";
import { StoredRecord } from "../../store/record";
import { VersionJudgement, VersionLabel } from "../judge-version";
import { MigratedData } from "../migrated-record";
import { MigrationError } from "../migration-error";
import { SchemaVersion } from "../schema-version";

/** What a global migration has to know of versions. */
export interface VersionRules {
	readonly migrate: (
		data: object,
		from: SchemaVersion,
		target: SchemaVersion,
	) => Result<MigratedData, MigrationError | HoldfastError<"unknownVersion">>;
	readonly judge: (label: VersionLabel) => VersionJudgement;
	readonly knows: (version: SchemaVersion) => boolean;
}

/** What the migration of a whole collection works with. */
export interface GlobalMigrationParts {
	readonly cloud: Pick<CloudPorts, "stores" | "clock" | "createId">;
	readonly scheduler: RequestScheduler;
	/** The collection's name, which is that of its DataStore. */
	readonly collection: string;
	readonly log: LogSink;
	/** Keeps a record as it is, before it is migrated; without that it is not migrated. May be called again. Yields. */
	readonly keepOriginal: (collection: string, key: string, record: StoredRecord) => Result<void, HoldfastError>;
	/** Gives a document back what `keepOriginal` kept, fenced. May be called again. Yields. Default: there is no undo. */
	readonly restoreOriginal?: (collection: string, key: string) => Result<void, HoldfastError>;
	/** Applies or drops what transactions have left in the record of a document that nobody has open. Yields; true if nothing is left. */
	readonly settle?: (name: DocumentName) => Result<boolean, StoreFailure>;
	/** How long the beat of another server's run has to stand still before it is taken for dead. Default 60. */
	readonly takeOverSeconds?: number;
	/** Documents that are worked on at once. Default 4. */
	readonly parallel?: number;
	/** Keys that one listing asks for. Default 50. */
	readonly pageSize?: number;
}

/** With everything that has a default. */
export interface GlobalParts extends Required<Omit<GlobalMigrationParts, "restoreOriginal" | "settle">> {
	readonly restoreOriginal?: GlobalMigrationParts["restoreOriginal"];
	readonly settle?: GlobalMigrationParts["settle"];
	readonly rules: VersionRules;
}
