import { misuse } from "../errors";

/**
 * Groups services that can all be used as a `T`. A service may carry the tag of anything that it is: one of type
 * `Dog` the tags of `Dog` and of `Animal`. Compared by identity, like tokens; `_member` exists in types only.
 */
export interface ServiceTag<T extends defined = defined> {
	readonly name: string;
	readonly _member: (service: T) => void;
}

/**
 * Makes a tag: `const Resettable = createTag<Resettable>("Resettable")`. Without a type any service may carry it.
 *
 * @throws if the name is empty.
 */
export function createTag<T extends defined = defined>(name: string): ServiceTag<T> {
	if (name === "") misuse("createTag", "a tag needs a name");
	return table.freeze({ name }) as ServiceTag<T>;
}
