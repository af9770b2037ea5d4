export type {
	ClockPort,
	CloudPorts,
	DataStorePort,
	LifecyclePort,
	MemoryItem,
	MemoryPort,
	MessagesPort,
	PlayersPort,
	StoreFailure,
	StoreTransform,
	StoreWrite,
} from "./cloud/ports";
export { createRobloxCloud, type RobloxCloudOptions } from "./cloud/roblox-cloud";
export type { HashMapLike, HashMapPagesLike, MemoryStoreServiceLike } from "./cloud/roblox-memory";
export type { MessagingServiceLike } from "./cloud/roblox-messages";
export type { DataStoreLike, DataStoreServiceLike, KeyInfoLike } from "./cloud/roblox-stores";
export { type Collection, defineCollection } from "./collection";
export type { Commit, CommitContext } from "./commit/document";
export { DATA_SIZE_MAX } from "./commit/size-guard";
export { CONFIG_RANGES, type DataManagerConfig, DEFAULT_CONFIG } from "./config";
export { DataManager, type DataManagerOptions, type OpenOptions } from "./data-manager";
export type { HealthInputs, HealthIssue, HealthStatus } from "./health/health-status";
export type { Statistics } from "./health/statistics";
export type { LoadedPlayerData, PlayerDataError, SavedPlayerData } from "./player-data";
export { cloudToken, dataManagerToken, registerServer, type ServerOptions } from "./services";
export type { OpenError } from "./session/open-session";
export type { Peeked, PeekResult } from "./session/peek";
export type { SessionEndPolicy } from "./session/player-policy";
export type {
	ChangeResult,
	JournaledResult,
	OpeningReport,
	SaveResult,
	Session,
	SessionEnd,
	SessionState,
} from "./session/session";
export { KEY_LENGTH_MAX } from "./store/keys";
export type { CustomValidator } from "./validate/custom-validators";
export { DataValidator, type ValidationResult } from "./validate/data-validator";
export type { SchemaVersion } from "./validate/schema-registry";
export type { ValidationStatistics } from "./validate/validation-statistics";
