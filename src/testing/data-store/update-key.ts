import { Entry } from "./backend";
import { checkAttributes } from "./check-attributes";
import { copyImage } from "./copy-image";
import { jsonImage } from "./json-image";
import { KeyAddress } from "./key-address";
import { runTransform } from "./run-transform";
import { StoreContext } from "./store-context";

/**
 * UpdateAsync: reads the backend, never the cache; runs the transform; writes if nobody else has written since, and else
 * begins again with one more read, as often as it takes (platform.md 1, UpdateAsync). The transform sees no key info when
 * there is no value (platform.md 11). Returns what was written, or nil when the transform cancelled.
 */
export function updateKey(context: StoreContext, address: KeyAddress, transform: Callback): Entry | undefined {
	const { backend, roundTrip, switches } = context;
	while (true) {
		const current = roundTrip.read(() => backend.read(address));
		const info = current?.value !== undefined ? current.info : undefined;
		const wanted = runTransform(transform, copyImage(current?.value), info, switches.transformFailure);
		if (wanted.value === undefined) return undefined;
		const image = jsonImage(wanted.value);
		const attributes = checkAttributes(wanted.userIds, wanted.metadata, switches.userIdsMax);
		const counter = current?.counter;
		const written = roundTrip.write(() => backend.compareAndSet(address, counter, image, attributes));
		if (written !== undefined) return written;
		context.count("UpdateAsync (conflict)");
	}
}
