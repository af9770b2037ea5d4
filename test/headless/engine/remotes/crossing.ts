import { nodeOf } from "../instances/instance-node";
import * as threads from "../threads";
import { typeOfValue } from "../userdata";
import type { World } from "../world";

// These have a state that two machines would share; all other datatypes are plain values.
const STAYS_AT_HOME = new Set(["Random", "RBXScriptSignal", "RBXScriptConnection"]);

const DEPTH_MAX = 100;

/** What a function, a thread or a userdata is on the other side: everything that is not copied by its content. */
type Reference = (value: unknown, kind: string) => unknown;

/**
 * What a value becomes on the other side: tables are copied without their metatables, and one with both kinds of keys
 * keeps its array part only.
 */
function copy(value: unknown, reference: Reference, depth: number): unknown {
	if (depth > DEPTH_MAX) error("tables cannot be cyclic, nor nested too deeply", 0);
	const kind = type(value);
	if (kind === "function" || kind === "thread" || kind === "userdata") return reference(value, kind);
	if (kind !== "table") return value;
	const source = value as Map<unknown, unknown>;
	const copied = new Map<unknown, unknown>();
	const length = (source as unknown as Array<unknown>).size();
	for (const [key, item] of source) {
		if (length > 0 && !typeIs(key, "number")) continue;
		const crossed = copy(item, reference, depth + 1);
		const crossedKey = typeIs(key, "number") || typeIs(key, "string") ? key : `<${typeOfValue(key)}>`;
		if (crossed !== undefined) copied.set(crossedKey, crossed as never);
	}
	return copied;
}

/** Across a remote: functions and instances that are not there become nil. */
function referenceIn(to: World): Reference {
	return (value, kind) => {
		if (kind !== "userdata") return undefined;
		const node = nodeOf(value);
		if (node === undefined) return STAYS_AT_HOME.has(typeOfValue(value)) ? undefined : value;
		return node.networkId !== undefined ? to.byNetworkId.get(node.networkId)?.proxy : undefined;
	};
}

const SAME_REFERENCE: Reference = (value) => value;

/** One value as it arrives in another world. */
export function crossValue(value: unknown, to: World): unknown {
	return copy(value, referenceIn(to), 0);
}

export function crossPacked(values: threads.Packed, to: World): threads.Packed {
	const reference = referenceIn(to);
	return threads.mapPacked(values, (value) => copy(value, reference, 0));
}

/** Values as they leave a bindable: tables are copied all the same, but functions stay what they are. */
export function copyPacked(values: threads.Packed): threads.Packed {
	return threads.mapPacked(values, (value) => copy(value, SAME_REFERENCE, 0));
}
