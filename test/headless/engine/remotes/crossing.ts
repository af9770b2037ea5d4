import { nodeOf } from "../instances/instance-node";
import * as threads from "../threads";
import { typeOfValue } from "../userdata";
import type { World } from "../world";

// These have a state that two machines would share; all other datatypes are plain values.
const STAYS_AT_HOME = new Set(["Random", "RBXScriptSignal", "RBXScriptConnection"]);

/**
 * What a value becomes on the other side of a remote: tables are copied without their metatables, functions and
 * instances that are not there become nil, and a table with both kinds of keys keeps its array part only.
 */
function cross(value: unknown, to: World, depth: number): unknown {
	if (depth > 100) error("Remote arguments are nested too deeply", 0);
	const kind = type(value);
	if (kind === "function" || kind === "thread") return undefined;
	if (kind === "userdata") {
		const node = nodeOf(value);
		if (node === undefined) return STAYS_AT_HOME.has(typeOfValue(value)) ? undefined : value;
		return node.networkId !== undefined ? to.byNetworkId.get(node.networkId)?.proxy : undefined;
	}
	if (kind !== "table") return value;
	const source = value as Map<unknown, unknown>;
	const copy = new Map<unknown, unknown>();
	const length = (source as unknown as Array<unknown>).size();
	for (const [key, item] of source) {
		if (length > 0 && !typeIs(key, "number")) continue;
		const crossed = cross(item, to, depth + 1);
		const crossedKey = typeIs(key, "number") || typeIs(key, "string") ? key : `<${typeOfValue(key)}>`;
		if (crossed !== undefined) copy.set(crossedKey, crossed as never);
	}
	return copy;
}

/** One value as it arrives in another world. */
export function crossValue(value: unknown, to: World): unknown {
	return cross(value, to, 0);
}

export function crossPacked(values: threads.Packed, to: World): threads.Packed {
	return threads.mapPacked(values, (value) => cross(value, to, 0));
}
