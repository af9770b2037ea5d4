import { Entry } from "./entry";
import { KeyAddress } from "./key-address";
import { sendRead, sendWrite } from "./request";
import { StoreContext } from "./store-context";
import { DEFAULT_VERSION_SWITCHES } from "./version-switches";

const FUTURE_MILLISECONDS_MAX = 10 * 60 * 1000;

// The code is documented for a key that was not found (platform.md 2); the words for a version are not known.
const NOT_FOUND = "503: The version wasn't found.";

const sizeOf = (found: Entry | undefined): number => found?.size ?? 0;

/** GetVersionAsync: nil for a tombstone; a version that is not there is an error unless a switch says otherwise. */
export function readVersion(context: StoreContext, address: KeyAddress, version: string): Entry | undefined {
	const found = sendRead(context, { kind: "GetVersionAsync", address, sizeOf }, () =>
		context.backend.versions(address).find((entry) => entry.info.Version === version),
	);
	const missing = context.switches.missingVersion ?? DEFAULT_VERSION_SWITCHES.missingVersion;
	if (found === undefined && missing === "throws") error(NOT_FOUND, 0);
	return found;
}

/** GetVersionAtTimeAsync: the time is in milliseconds, above 0 and at most ten minutes ahead (platform.md 1). */
export function readVersionAt(context: StoreContext, address: KeyAddress, timestamp: unknown): Entry | undefined {
	const latest = context.timeline.now() * 1000 + FUTURE_MILLISECONDS_MAX;
	const valid = typeIs(timestamp, "number") && timestamp > 0 && timestamp <= latest;
	if (!valid) error("InvalidTimestamp: the timestamp must be above 0 and at most ten minutes in the future.", 0);
	return sendRead(context, { kind: "GetVersionAsync", address, sizeOf }, () =>
		context.backend.versionAt(address, math.floor(timestamp as number)),
	);
}

/** RemoveVersionAsync: for good, and without a tombstone. */
export function removeVersion(context: StoreContext, address: KeyAddress, version: string): void {
	const removed = sendWrite(context, { kind: "RemoveVersionAsync", address }, () =>
		context.backend.removeVersion(address, version),
	);
	if (!removed) error(NOT_FOUND, 0);
}
