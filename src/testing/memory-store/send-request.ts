import { Place } from "./memory-item";
import { MemoryServer } from "./memory-server";

// Only these leave everything as it is: reading from a queue hides what was read.
const READS = new ReadonlySet(["GetAsync", "GetRangeAsync", "GetSizeAsync", "ListItemsAsync"]);

/** One request to a structure: counted, and charged where it arrives. */
export interface MemoryRequest {
	readonly place: Place;
	readonly method: string;
	readonly key?: string;
	/** Request units, charged before the effect; an effect that knows them only afterwards charges them itself. */
	readonly units: number;
}

/** Sends a request by the server's way to the memory stores, and waits for the answer. */
export function sendMemoryRequest<T>(server: MemoryServer, request: MemoryRequest, effect: () => T): T {
	const { place, method, key } = request;
	const operation = `MemoryStore${place.kind}.${method}`;
	server.path.count(operation);
	const target = key !== undefined ? `${place.name}/${key}` : place.name;
	return server.path.send({ operation, target, writes: !READS.has(method) }, () => {
		server.backend.admit(place, request.units);
		return effect();
	});
}
