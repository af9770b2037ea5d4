import type { Samples } from "../samples";

/** A percentile as text. */
export function secondsAt(samples: Samples, share: number): string {
	const seconds = samples.percentile(share);
	return seconds !== undefined ? "%.2f".format(seconds) : "never";
}
