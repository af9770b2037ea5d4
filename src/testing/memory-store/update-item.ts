import { copyImage } from "../data-store/copy-image";
import { checkExpiration, checkMemoryKey, checkSortKey } from "./check-arguments";
import { throwMemoryError } from "./memory-error";
import { MemoryItem, Place } from "./memory-item";
import { MemoryServer } from "./memory-server";
import { memoryValue } from "./memory-value";
import { runCallback } from "./run-callback";

/** An UpdateAsync of a hash map or sorted map. */
export interface UpdateRequest {
	/** The method, as it is counted. */
	readonly operation: string;
	readonly place: Place;
	readonly key: unknown;
	readonly callback: Callback;
	readonly expiration: unknown;
	/** Request units of each attempt. */
	readonly units: number;
}

/**
 * Reads, runs the callback, and writes if nobody else has written since; else begins again, until the callback returns nil
 * or the retries are used up (platform.md 3: "UpdateAsync CAS-retries until success, nil (cancel), or max retries").
 * Returns what was written, or nil when the callback cancelled. The same value written again is a conflict too.
 */
export function updateItem(server: MemoryServer, request: UpdateRequest): MemoryItem | undefined {
	const { path } = server;
	const { operation } = request;
	const key = checkMemoryKey(request.key);
	const expirationSeconds = checkExpiration(request.expiration);
	path.count(operation);
	// A request that its sender has given up may come through to the server's callback all the same, once.
	const restart = () => {
		server.deliver(() => {
			const [ok] = pcall(() => tryUpdate(server, request, key, expirationSeconds));
			path.count(ok ? `${operation} (late)` : `${operation} (late, failed)`);
		});
	};
	return tryUpdate(server, request, key, expirationSeconds, restart);
}

function tryUpdate(
	server: MemoryServer,
	request: UpdateRequest,
	key: string,
	expirationSeconds: number,
	restart?: () => void,
): MemoryItem | undefined {
	const { backend, path } = server;
	const { operation, place, units } = request;
	for (let attempt = 0; attempt <= backend.switches.updateRetriesMax; attempt += 1) {
		const target = `${place.name}/${key}`;
		const current = path.send({ operation, target, restart }, () => {
			backend.admit(place, units);
			return backend.find(place, key);
		});
		const returned = runCallback(request.callback, copyImage(current?.value), current?.sortKey);
		if (returned.value === undefined) return undefined;
		const image = memoryValue(returned.value);
		const sortKey = place.kind === "SortedMap" ? checkSortKey(returned.sortKey) : undefined;
		const draft = { key, value: image.value, valueSize: image.size, expirationSeconds, sortKey };
		const writing = { operation: `${operation} (write)`, target, writes: true, compares: true };
		const written = path.send(writing, () => {
			backend.admit(place, 0);
			return backend.compareAndPut(place, draft, current?.version);
		});
		if (written !== undefined) return written;
		path.count(`${operation} (conflict)`);
	}
	return throwMemoryError("UpdateConflict");
}
