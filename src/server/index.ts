export {
	type AccessOptions,
	type CollectionMerger,
	type ConflictStrategy,
	DEFAULT_ACCESS,
	mergeBy,
	type Merger,
	type RunOptions,
} from "./access/access-options";
export type { AccessTransaction, ReadResult, WriteResult } from "./access/access-transaction";
export type { DataAccessLayer, RunOutcome } from "./access/data-access-layer";
export type {
	ClockPort,
	CloudPorts,
	DataStorePort,
	KeyPage,
	LifecyclePort,
	MemoryItem,
	MemoryPort,
	MessagesPort,
	PlayersPort,
	StoreFailure,
	StoreTransform,
	StoreVersion,
	StoreWrite,
} from "./cloud/ports";
export { createRobloxCloud, type RobloxCloudOptions } from "./cloud/roblox-cloud";
export type { HashMapLike, HashMapPagesLike, MemoryStoreServiceLike } from "./cloud/roblox-memory";
export type { MessagingServiceLike } from "./cloud/roblox-messages";
export type { DataStoreLike, DataStoreServiceLike, KeyInfoLike, KeyPagesLike, PagesLike } from "./cloud/roblox-stores";
export {
	type Collection,
	type CollectionMigrations,
	defineCollection,
	type InvalidDataPolicy,
	type RecoveryPolicy,
} from "./collection";
export type { Commit, CommitContext } from "./commit/document";
export { DATA_SIZE_MAX } from "./commit/size-guard";
export { CONFIG_RANGES, type DataManagerConfig, DEFAULT_CONFIG } from "./config";
export { DataManager, type DataManagerOptions, type OpenOptions } from "./data-manager";
export type { HealthInputs, HealthIssue, HealthStatus } from "./health/health-status";
export type { Statistics } from "./health/statistics";
export type { AckState } from "./inbox/inbox-acks";
export type { HandleMessage, InboxDeclaration, MessageHandler, MessageInfo, OnMessage } from "./inbox/message-handler";
export { defineMessage, type MessageKind } from "./inbox/message-kind";
export type { MessageStatus, MessageStatusResult } from "./inbox/message-status";
export { MESSAGE_EXPIRY_SECONDS, type SendError, type SendOptions, type SentMessage } from "./inbox/messages";
export { INBOX_SIZE_MAX, MESSAGE_SIZE_MAX, MESSAGES_MAX } from "./inbox/stored-message";
export type { Undelivered } from "./inbox/undelivered";
export {
	DataMigration,
	type DataMigrationOptions,
	type MigrateError,
	type MigrationPlan,
	type MigrationTest,
} from "./migrate/data-migration";
export type {
	GlobalCheckpoint,
	GlobalCounts,
	GlobalFailure,
	GlobalJob,
	GlobalState,
	PastRun,
} from "./migrate/global/checkpoint";
export type { GlobalMigrationError } from "./migrate/global/global-migration";
export type { GlobalMigrationParts } from "./migrate/global/global-parts";
export type { VersionJudgement } from "./migrate/judge-version";
export type { MigratedData, MigrationEntry } from "./migrate/migrated-record";
export type { MigrationError, MigrationProblem } from "./migrate/migration-error";
export type { Migrate, MigrationStep } from "./migrate/migration-step";
export type { ValidateVersion } from "./migrate/run-migration";
export type { SchemaVersion } from "./migrate/schema-version";
export type { LoadedPlayerData, PlayerDataError, SavedPlayerData } from "./player-data";
export type { BackupCopy } from "./protect/backup-books";
export type { BackupKind, StoredState } from "./protect/backup-entry";
export type {
	BackupInfo,
	BackupList,
	BackupLoadError,
	BackupVerification,
	CopyState,
	LoadedBackup,
} from "./protect/backup-finder";
export { BackupManager, type BackupManagerParts, type CleanupReport } from "./protect/backup-manager";
export { BACKUP_SECONDS, type BackupPolicy, BACKUPS_KEPT } from "./protect/backup-policy";
export type { BackupReport, BackupStats, BackupSubject } from "./protect/backup-writer";
export type { BackedCollection, DocumentAddress } from "./protect/document-address";
export type { ErasedPart, ErasureReport, ErasureStep } from "./protect/eraser";
export type { JournalAccess } from "./protect/journal-access";
export type { OpenDocuments, OpenSnapshot } from "./protect/open-documents";
export type { QuarantineInfo } from "./protect/quarantine-desk";
export type { RecoveryReport, TriedSource } from "./protect/recovery";
export type { RecoverySource } from "./protect/recovery-sources";
export type { RestoreReport } from "./protect/restorer";
export { BACKUP_REACH_SECONDS } from "./protect/thin-backups";
export type { NearestState } from "./protect/time-machine";
export { DEFAULT_PUBLISH_CONFIG, type PublishConfig } from "./publish/publish-config";
export type { PublishPorts, ServerRemote } from "./publish/publish-ports";
export { Publisher, type PublisherOptions, type ShowOptions } from "./publish/publisher";
export { createRobloxPublishPorts } from "./publish/roblox-publish";
export type { Violation, ViolationKind } from "./publish/violation";
export type { Grant, ProductGrants, ReceiptHandler, ReceiptResult, Receipts, ReceiptsParts } from "./receipts/receipts";
export { cloudToken, dataManagerToken, publisherToken, registerServer, type ServerOptions } from "./services";
export type { OpenError } from "./session/open-session";
export type { Peeked, PeekResult } from "./session/peek";
export type { SessionEndPolicy } from "./session/player-policy";
export type { Session } from "./session/session";
export type {
	ChangeResult,
	JournaledResult,
	OpeningReport,
	SaveResult,
	SessionEnd,
	SessionState,
} from "./session/session-results";
export { KEY_LENGTH_MAX } from "./store/keys";
export type { Quarantined } from "./store/quarantine";
export { PART_SIZE_MAX } from "./transact/propose";
export type { TransactOutcome } from "./transact/transactor";
export type { Cargo } from "./transfer/cargo";
export { OUTBOX_MAX } from "./transfer/outbox";
export {
	type CargoOf,
	type ItemAt,
	TRANSFER_EXPIRY_SECONDS,
	type TransferInTransit,
	type TransferOptions,
	type TransferReport,
	type TransferResult,
	type TransferTarget,
} from "./transfer/transfers";
export type { CustomValidator } from "./validate/custom-validators";
export { DataValidator, type ValidationResult } from "./validate/data-validator";
export type { ValidationStatistics } from "./validate/validation-statistics";
