import { misuse } from "../errors";

/**
 * Names a service of type `T` in a {@link ServiceLocator}. Two tokens are the same only if they are the same table;
 * the name is for messages. `_service` exists in types only: it ties the token to exactly `T`, no wider and no narrower.
 */
export interface ServiceToken<T extends defined> {
	readonly name: string;
	readonly _service: (service: T) => T;
}

/**
 * Makes the token of one service: `const Clock = createToken<Clock>("Clock")`.
 *
 * @throws if the name is empty.
 */
export function createToken<T extends defined>(name: string): ServiceToken<T> {
	if (name === "") misuse("createToken", "a token needs a name, which messages show");
	return table.freeze({ name }) as ServiceToken<T>;
}
