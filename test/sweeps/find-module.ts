import type { InstanceNode } from "../headless/engine/instances/instance-node";
import type { ScriptRunner } from "../headless/engine/script-runner";

/** A server or a client. */
export interface Machine {
	readonly world: { readonly game: InstanceNode };
	readonly scripts: ScriptRunner;
}

/** What a module of the place returns on that machine. */
export function loadModule<T>({ world, scripts }: Machine, ...path: ReadonlyArray<string>): T {
	let node: InstanceNode | undefined = world.game;
	for (const name of path) node = node?.findChild(name);
	return scripts.require(node!.proxy) as T;
}
