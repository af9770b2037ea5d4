export type { ClientPorts, ClientRemote, FramePort } from "./client-ports";
export type { Mutation, MutationResult, MutationStatus } from "./mutation";
export type { PublicView } from "./public-view";
export { createRobloxClient } from "./roblox-client";
export { Selection } from "./selection";
export { registerClient, stateClientToken } from "./services";
export { StateClient, type StateClientOptions } from "./state-client";
export { type ChangeListener, type MutateFunctions, type PlaceStatus, StateManager } from "./state-manager";
export type { ChangeType } from "./transition";
