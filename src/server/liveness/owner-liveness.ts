import { ClockPort, MemoryPort } from "../cloud/ports";

/** What can be said of a server at this moment. */
export type Sighting = "alive" | "absent" | "unreadable";

interface Known {
	sighting: Sighting;
	readAt: number;
	/** The first of the looks in a row that found no key. */
	absentSince?: number;
}

// Looks of several documents at one server share a request.
const SHARED_SECONDS = 2;
const KNOWN_SECONDS_MAX = 300;

/** Looks after other servers' signs of life, and how long they have been absent. */
export class OwnerLiveness {
	private readonly known = new Map<string, Known>();

	constructor(
		private readonly memory: MemoryPort,
		private readonly clock: ClockPort,
		private readonly map: string,
	) {}

	/** Yields unless it was looked at just now. */
	look(owner: string): Sighting {
		const now = this.clock.now();
		const before = this.known.get(owner);
		if (before !== undefined && now - before.readAt < SHARED_SECONDS) return before.sighting;
		const read = this.memory.read(this.map, owner);
		const sighting = !read.ok ? "unreadable" : read.value === undefined ? "absent" : "alive";
		this.note(owner, sighting);
		return sighting;
	}

	/** Seconds between the first and the last of the looks in a row that found no sign of life. */
	absentSeconds(owner: string): number {
		const known = this.known.get(owner);
		return known?.absentSince !== undefined ? known.readAt - known.absentSince : 0;
	}

	private note(owner: string, sighting: Sighting): void {
		const readAt = this.clock.now();
		const before = this.known.get(owner);
		// A look that failed neither finds a server nor misses it.
		const absentSince =
			sighting === "absent" ? (before?.absentSince ?? readAt) : sighting === "alive" ? undefined : before?.absentSince;
		this.known.set(owner, {
			sighting,
			readAt: sighting === "unreadable" ? (before?.readAt ?? readAt) : readAt,
			absentSince,
		});
		for (const [other, one] of [...this.known]) {
			if (readAt - one.readAt > KNOWN_SECONDS_MAX) this.known.delete(other);
		}
	}
}
