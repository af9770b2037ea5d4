export type { AppliedWrite } from "./data-store/backend";
export type { SimulatedKeyInfo } from "./data-store/key-info";
export type { LatencyRange, SimulatedDataStore } from "./data-store/simulated-data-store";
export type { SimulatedDataStoreService } from "./data-store/simulated-data-store-service";
export { createRealTimeline, createThreadLink } from "./real-time";
export { SeededRandom } from "./seeded-random";
export type { SimulatedCloud, SimulatedCloudOptions, SimulatedServices } from "./simulated-cloud";
export { createSimulatedCloud } from "./simulated-cloud";
export type { ServerLink, Timeline } from "./timeline";
