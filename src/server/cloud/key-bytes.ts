const WINDOW_SECONDS = 60;
const KILOBYTE = 1024;
const MEGABYTE = KILOBYTE * KILOBYTE;

/** What one key may take in a minute. The platform's limit is 4 MB: the rest is for what cannot be known exactly here. */
const BYTES_MAX = 3.5 * MEGABYTE;
/** A final save may use that rest: when it waits, a player waits. */
const FINAL_BYTES_MAX = 4 * MEGABYTE;

interface Portion {
	readonly time: number;
	readonly bytes: number;
}

/** The platform counts whole kilobytes, one at least. */
function rounded(bytes: number): number {
	return math.max(1, math.ceil(bytes / KILOBYTE)) * KILOBYTE;
}

/** Bytes that this server has written to each key within the last minute. Other servers' are not known here. */
export class KeyBytes {
	private readonly portions = new Map<string, Array<Portion>>();
	private sweptAt = 0;

	/** Whether so many more may be written now. What is too large for any minute may go when nothing else did. */
	hasRoom(keyId: string, bytes: number, final: boolean, now: number): boolean {
		const used = this.used(keyId, now);
		return used === 0 || used + rounded(bytes) <= (final ? FINAL_BYTES_MAX : BYTES_MAX);
	}

	/**
	 * Counts what was written, when the answer is there: the platform counted it at some moment before. Until then no
	 * other request of the key is under way, so nothing is overlooked.
	 */
	add(keyId: string, bytes: number, now: number): void {
		this.sweep(now);
		const portions = this.portions.get(keyId) ?? [];
		portions.push({ time: now, bytes: rounded(bytes) });
		this.portions.set(keyId, portions);
	}

	private used(keyId: string, now: number): number {
		const portions = this.portions.get(keyId);
		if (portions === undefined) return 0;
		while (!portions.isEmpty() && portions[0].time <= now - WINDOW_SECONDS) portions.shift();
		return portions.reduce((sum, portion) => sum + portion.bytes, 0);
	}

	/** Once a minute, so that keys of long ago are not remembered. */
	private sweep(now: number): void {
		if (now - this.sweptAt < WINDOW_SECONDS) return;
		this.sweptAt = now;
		const idle = new Array<string>();
		for (const [keyId] of this.portions) if (this.used(keyId, now) === 0) idle.push(keyId);
		for (const keyId of idle) this.portions.delete(keyId);
	}
}
