import type { Checker, StoredDocument } from "./checker";

/**
 * Servers that have closed in peace hold no document any more. What one that crashed held and had not changed since its
 * last save is free for whoever opens it, and needs no one to free it before.
 */
export class FreeAtLast implements Checker {
	readonly name = "free-at-last";

	constructor(
		private readonly complain: (problem: string) => void,
		private readonly keys: () => ReadonlyArray<string>,
		private readonly stored: (key: string) => StoredDocument | undefined,
		/** It crashed, or closed while the cloud did not answer. */
		private readonly endedUnderFire: (owner: string) => boolean,
	) {}

	finished(): void {
		for (const key of this.keys()) {
			const lock = this.stored(key)?.lock;
			if (lock === undefined || this.endedUnderFire(lock.owner)) continue;
			this.complain(`${key}: still locked by epoch ${lock.epoch} of ${lock.owner}`);
		}
	}
}
