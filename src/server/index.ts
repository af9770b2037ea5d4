export { ClockPort, CloudPorts, DataStorePort, LifecyclePort, PlayersPort } from "./cloud/ports";
export { createRobloxCloud, DataStoreLike, DataStoreServiceLike, RobloxCloudOptions } from "./cloud/roblox-cloud";
export { Collection, defineCollection } from "./collection";
export { Commit } from "./commit/document";
export { DataManagerConfig, DEFAULT_CONFIG } from "./config";
export { DataManager, DataManagerOptions, OpenOptions } from "./data-manager";
export { cloudToken, dataManagerToken, registerServer, ServerOptions } from "./services";
export { OpenError } from "./session/open-session";
export { ChangeResult, SaveResult, Session, SessionState } from "./session/session";
