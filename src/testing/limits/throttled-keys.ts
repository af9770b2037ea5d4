import { ExperienceLimits } from "./experience-limits";

/** The keys that a server was told to leave alone for a while: its queues pass over them until they have room again. */
export class ThrottledKeys {
	private readonly targets = new Set<string>();

	constructor(private readonly experience: ExperienceLimits) {}

	learn(target: string): void {
		// Nobody may ever ask for the others again: those that are free are forgotten here.
		for (const known of [...this.targets]) this.has(known);
		this.targets.add(target);
	}

	has(target: string): boolean {
		if (!this.targets.has(target)) return false;
		const { reading, writing } = this.experience;
		const free = reading.hasRoom(target, 0) && writing.hasRoom(target, 0);
		if (free) this.targets.delete(target);
		return !free;
	}
}
