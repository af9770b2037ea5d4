import { RequestType } from "../limits/request-type";
import { KeyAddress } from "./key-address";
import { KINDS, RequestKind } from "./request-kind";
import { StoreContext } from "./store-context";

/** One request as it is sent. */
export interface DataStoreRequest<T> {
	readonly kind: RequestKind;
	/** The key it is about, if it is about one. */
	readonly address?: KeyAddress;
	/** Characters of JSON that it carries to the cloud. */
	readonly size?: number;
	/** Characters of JSON that the answer carries back. */
	readonly sizeOf?: (answer: T) => number;
	/** How many requests it counts as. Default 1. */
	readonly cost?: number;
}

/** One half of an update. */
export interface HalfRequest<T> extends DataStoreRequest<T> {
	readonly half: "read" | "write";
	/** Makes the whole update once more, with nobody waiting for it. */
	readonly restart?: () => void;
}

const KEY_THROTTLED = "KeyThrottled: The request was throttled because the key's throughput limit was reached.";

function targetOf({ store, scope, key }: KeyAddress): string {
	return `${store}/${scope}/${key}`;
}

/** A name of the key that no other has: not one of another scope with a slash in its name, nor of an ordered store. */
function keyName(kind: RequestKind, { store, scope, key }: KeyAddress): string {
	const ordered = KINDS[kind].queue.sub(1, 7) === "Ordered";
	return `${ordered ? "ordered" : "standard"} ${store.size()} ${scope.size()} ${store}/${scope}/${key}`;
}

/** Waits until the server may send it; throws when its queue is full. Charges its budgets. */
export function enterQueue<T>(context: StoreContext, request: DataStoreRequest<T>): void {
	const { kind, address, cost = 1 } = request;
	const { charges, queue, dropped } = KINDS[kind];
	for (let index = 1; index <= cost; index += 1) context.count(kind);
	const target = address !== undefined ? keyName(kind, address) : undefined;
	if (context.queues.enter({ queue, charges, cost, key: address?.key, target })) return;
	context.count(`${kind} (dropped)`);
	error(dropped, 0);
}

/** What the experience's limits say where the request arrives; an answer that is over them is not given either. */
function limited<T>(
	context: StoreContext,
	charge: RequestType,
	request: DataStoreRequest<T>,
	writes: boolean,
	effect: () => T,
): T {
	const { experience, throttledKeys } = context;
	const { kind, address, cost = 1, size = 0, sizeOf } = request;
	experience.admit(charge, cost);
	const target = address !== undefined ? keyName(kind, address) : undefined;
	const refuse = () => {
		throttledKeys.learn(target!);
		error(KEY_THROTTLED, 0);
	};
	if (target !== undefined && writes && !experience.writing.take(target, size)) refuse();
	const answer = effect();
	if (target !== undefined && !writes && !experience.reading.take(target, sizeOf?.(answer) ?? 0)) refuse();
	return answer;
}

/** Sends one half of an update that has left the queue, and waits for the answer. */
export function sendHalf<T>(context: StoreContext, request: HalfRequest<T>, effect: () => T): T {
	const { kind, address, half, restart } = request;
	const writes = half === "write";
	const [read, write] = KINDS[kind].charges;
	return context.path.send(
		{
			operation: writes ? `${kind} (write)` : kind,
			target: address !== undefined ? targetOf(address) : "",
			writes,
			compares: writes,
			restart,
			latencySeconds: writes ? context.latency.writeSeconds : context.latency.readSeconds,
		},
		() => limited(context, writes ? write : read, request, writes, effect),
	);
}

function send<T>(context: StoreContext, request: DataStoreRequest<T>, writes: boolean, effect: () => T): T {
	enterQueue(context, request);
	const { kind, address } = request;
	return context.path.send(
		{
			operation: kind,
			target: address !== undefined ? targetOf(address) : "",
			writes,
			latencySeconds: writes ? context.latency.writeSeconds : context.latency.readSeconds,
		},
		() => limited(context, KINDS[kind].charges[0], request, writes, effect),
	);
}

/** Sends a request that leaves everything as it is, and waits for the answer. */
export function sendRead<T>(context: StoreContext, request: DataStoreRequest<T>, effect: () => T): T {
	return send(context, request, false, effect);
}

/** Sends a request that changes something, and waits for the answer. */
export function sendWrite<T>(context: StoreContext, request: DataStoreRequest<T>, effect: () => T): T {
	return send(context, request, true, effect);
}
