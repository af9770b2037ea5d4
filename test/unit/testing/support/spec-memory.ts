import { SeededRandom, ServerLink } from "../../../../src/testing";
import { Faults } from "../../../../src/testing/faults/faults";
import { MemoryBackend } from "../../../../src/testing/memory-store/memory-backend";
import { MemorySwitches } from "../../../../src/testing/memory-store/memory-switches";
import { SimulatedMemoryStoreService } from "../../../../src/testing/memory-store/simulated-memory-store-service";
import { SpecCalls } from "./spec-calls";

/** Memory stores on a clock that stands still until a spec moves it. */
export class SpecMemory extends SpecCalls {
	readonly backend: MemoryBackend;
	readonly faults: Faults;
	/** Users in the experience. */
	users = 10;
	private servers = 0;

	constructor(switches: Partial<MemorySwitches> = {}) {
		super();
		this.faults = new Faults({}, new SeededRandom(1), this.timeline);
		this.backend = new MemoryBackend({
			timeline: this.timeline,
			random: new SeededRandom(1),
			users: () => this.users,
			switches,
			count: this.count,
		});
	}

	/** MemoryStoreService of one more server. */
	connect(link: ServerLink = this.timeline.createLink()): SimulatedMemoryStoreService {
		this.servers += 1;
		return new SimulatedMemoryStoreService({
			backend: this.backend,
			link,
			random: new SeededRandom(this.servers),
			server: this.servers,
			faults: this.faults,
			// As long for everybody, so that specs can tell who comes first.
			latencySeconds: [0.1, 0.1],
		});
	}

	/** Request units that a call uses. */
	unitsOf(body: () => unknown): number {
		const before = this.backend.units.used();
		this.ask(body);
		return this.backend.units.used() - before;
	}
}
