import type { Requests } from "./request-meter";

// US$ for a million, beyond what is free (platform.md 8).
const READ = 0.08;
const WRITE = 0.8;
const UNIT = 0.003;

/** US$ for a million of what each asks of the cloud. */
export function priceOfMillion({ reads, writes, units }: Requests): number {
	return reads * READ + writes * WRITE + units * UNIT;
}
