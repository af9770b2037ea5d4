export { PatchOutcome, Snapshot, StateManager } from "./state-manager";
