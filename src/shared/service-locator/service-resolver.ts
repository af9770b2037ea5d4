import { ServiceTag } from "./service-tag";
import { ServiceToken } from "./service-token";

/** The reading side of a {@link ServiceLocator}: what factories get, and all that most code should ask for. */
export interface ServiceResolver {
	/**
	 * The service of a token, made by its factory if it does not exist yet.
	 *
	 * @throws if the token is not registered, if the services need each other in a cycle, and whatever the factory throws.
	 */
	resolve<T extends defined>(token: ServiceToken<T>): T;

	/** Whether a service is registered under the token; makes nothing. */
	has<T extends defined>(token: ServiceToken<T>): boolean;

	/**
	 * Every service with the tag, the highest priority first, equal ones in order of registration; empty if there is none.
	 *
	 * @throws as {@link resolve} does.
	 */
	withTag<T extends defined>(tag: ServiceTag<T>): Array<T>;
}
