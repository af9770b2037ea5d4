import { RobloxMemory } from "../../../../src/server/cloud/roblox-memory";
import { RobloxMessages } from "../../../../src/server/cloud/roblox-messages";
import { RobloxStores } from "../../../../src/server/cloud/roblox-stores";
import {
	createSimulatedCloud,
	SimulatedCloud,
	SimulatedCloudOptions,
	SimulatedServices,
} from "../../../../src/testing";

/** One server of a simulated cloud, reached through the ports. */
export interface SimulatedServer {
	readonly cloud: SimulatedCloud;
	readonly services: SimulatedServices;
	readonly stores: RobloxStores;
	readonly memory: RobloxMemory;
	readonly messages: RobloxMessages;
	/** The engine's warnings, of requests that had to queue for example. */
	readonly warnings: ReadonlyArray<string>;
}

export function connectServer(cloud: SimulatedCloud, players = 1): SimulatedServer {
	const warnings = new Array<string>();
	const services = cloud.connect(undefined, { players: () => players, warn: (text) => warnings.push(text) });
	return {
		cloud,
		services,
		stores: new RobloxStores(services.DataStoreService),
		memory: new RobloxMemory(services.MemoryStoreService),
		messages: new RobloxMessages(services.MessagingService),
		warnings,
	};
}

/** A server of a cloud of its own, whose messages are neither lost nor late. */
export function createSimulatedServer(options: SimulatedCloudOptions = {}, players = 1): SimulatedServer {
	const messaging = { loss: 0, duplication: 0, delaySeconds: [0.05, 0.1] as const };
	return connectServer(createSimulatedCloud({ messaging, ...options }), players);
}
