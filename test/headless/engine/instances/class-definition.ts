import type { InstanceNode } from "./instance-node";

export interface PropertyDefinition {
	/** What a new instance has; ignored where `get` is given. */
	readonly default?: unknown;
	readonly get?: (node: InstanceNode) => unknown;
	/** Called instead of plain storing; throws to refuse. */
	readonly set?: (node: InstanceNode, value: unknown) => void;
	readonly readOnly?: boolean;
}

/** One class of the engine, as far as it is emulated. A member that is not named here does not exist. */
export interface ClassDefinition {
	readonly name: string;
	readonly inherits?: string;
	/** `Instance.new` makes it. */
	readonly creatable?: boolean;
	/** `game:GetService` makes it. */
	readonly service?: boolean;
	readonly properties?: Record<string, PropertyDefinition>;
	/** As guests call them: see {@link method} and `variadicMethod`. */
	readonly methods?: Record<string, Callback>;
	readonly events?: ReadonlyArray<string>;
	/** Functions that a guest assigns, such as `OnServerInvoke`. */
	readonly callbacks?: ReadonlyArray<string>;
}

export type Member =
	| { readonly kind: "property"; readonly definition: PropertyDefinition }
	| { readonly kind: "method"; readonly call: Callback }
	| { readonly kind: "event" }
	| { readonly kind: "callback" };

/** A class with everything it inherits. */
export interface ResolvedClass {
	readonly name: string;
	readonly ancestors: ReadonlySet<string>;
	readonly creatable: boolean;
	readonly service: boolean;
	readonly members: ReadonlyMap<string, Member>;
}
