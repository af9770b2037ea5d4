import { LogSink } from "../shared/log";
import { createToken, ServiceLocator, ServiceToken } from "../shared/service-locator";
import { CloudPorts } from "./cloud/ports";
import { createRobloxCloud } from "./cloud/roblox-cloud";
import { Collection } from "./collection";
import { DataManagerConfig } from "./config";
import { DataManager } from "./data-manager";
import { Publisher, PublisherOptions } from "./publish/publisher";

/** Where Holdfast reaches the engine and the cloud. Register another one before {@link registerServer} to replace it. */
export const cloudToken: ServiceToken<CloudPorts> = createToken<CloudPorts>("holdfast.Cloud");
/** The server's {@link DataManager}. */
export const dataManagerToken: ServiceToken<DataManager> = createToken<DataManager>("holdfast.DataManager");
/** The server's {@link Publisher}, where {@link registerServer} was told of channels. */
export const publisherToken: ServiceToken<Publisher> = createToken<Publisher>("holdfast.Publisher");

/** What {@link registerServer} is told. */
export interface ServerOptions {
	readonly config?: Partial<DataManagerConfig>;
	/** The players' documents: what the manager's methods for players are about. */
	readonly players?: Collection<object>;
	/** What clients can be shown. Without it there is no {@link Publisher}. */
	readonly publish?: Omit<PublisherOptions, "log">;
	readonly log?: LogSink;
}

// Data comes before the game's own services (priority 0) and goes after them.
const DATA_PRIORITY = 100;

/**
 * Registers the server's services with a locator. `locator.start()` then begins autosaving and saving at leave and at
 * BindToClose; `locator.stop()` closes every session.
 */
export function registerServer(locator: ServiceLocator, options: ServerOptions = {}): void {
	if (!locator.has(cloudToken)) {
		locator.register(cloudToken, { factory: () => createRobloxCloud(), priority: DATA_PRIORITY });
	}
	locator.register(dataManagerToken, {
		factory: (services) => new DataManager({ ...options, cloud: services.resolve(cloudToken) }),
		priority: DATA_PRIORITY,
		healthCheck: (manager) => manager.healthCheck(),
	});
	const { publish, log } = options;
	if (publish === undefined) return;
	locator.register(publisherToken, {
		factory: () => new Publisher({ ...publish, log }),
		priority: DATA_PRIORITY,
	});
}
