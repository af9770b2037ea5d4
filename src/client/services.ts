import { createToken, ServiceLocator, ServiceToken } from "../shared/service-locator";
import { StateClient, StateClientOptions } from "./state-client";

/** The client's {@link StateClient}. */
export const stateClientToken: ServiceToken<StateClient> = createToken<StateClient>("holdfast.StateClient");

// What is shown comes before the game's own services (priority 0) and goes after them.
const STATE_PRIORITY = 100;

/** Registers the client's services with a locator. `locator.start()` then begins to listen to the server. */
export function registerClient(locator: ServiceLocator, options: StateClientOptions): void {
	locator.register(stateClientToken, { factory: () => new StateClient(options), priority: STATE_PRIORITY });
}
