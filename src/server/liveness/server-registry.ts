import { Result, succeed } from "../../shared/result";
import { ClockPort, MemoryPort, StoreFailure } from "../cloud/ports";
import { retryBriefly } from "../cloud/retry-briefly";

const KEPT_SECONDS = 24 * 3600;
// The MemoryStore may lose it: soon enough it is there again.
const RENEW_SECONDS = 60;
const COUNT_SECONDS = 300;

// Longer than a request of before may come late.
const STRUCK_OFF_SECONDS = 60;

/** A server that may have journal pages. */
export interface RegisteredServer {
	readonly owner: string;
	/** Which of its registrations this is: one that was struck off meanwhile has come back with another. */
	readonly times: number;
}

interface Registration {
	/** How many pages the server may have; nil: it was struck off. */
	readonly pages?: number;
	readonly times: number;
}

function readRegistration(value: unknown): Registration {
	const { pages, times } = (typeIs(value, "table") ? value : {}) as { pages?: unknown; times?: unknown };
	return { pages: typeIs(pages, "number") ? pages : undefined, times: typeIs(times, "number") ? times : 0 };
}

/** The list of servers that may have left a journal behind: each is in it before it writes its first page. */
export class ServerRegistry {
	private registeredPages = -1;
	private registeredAt = 0;
	private servers = 1;
	private countedAt = -math.huge;

	constructor(
		private readonly memory: MemoryPort,
		private readonly clock: ClockPort,
		private readonly map: string,
		/** This server. */
		private readonly owner: string,
	) {}

	/** Lists this server with that many pages, if it is not listed so by now. Yields; false when that did not succeed. */
	register(pages: number): boolean {
		const now = this.clock.now();
		if (pages <= this.registeredPages && now - this.registeredAt < RENEW_SECONDS) return true;
		const wanted = math.max(pages, this.registeredPages);
		const registered = (stored: unknown): Registration => ({
			pages: wanted,
			times: readRegistration(stored).times + 1,
		});
		const result = this.memory.update(this.map, this.owner, registered, KEPT_SECONDS);
		if (!result.ok) return false;
		this.registeredPages = wanted;
		this.registeredAt = now;
		return true;
	}

	/** Others may have taken this server for dead, and off the list: it is listed again before its next page. */
	mistrust(): void {
		this.registeredAt = -math.huge;
	}

	/** How many servers there are, as of some minutes ago. Yields when that is too long ago. */
	countServers(): number {
		const now = this.clock.now();
		if (now - this.countedAt >= COUNT_SECONDS) {
			this.countedAt = now;
			this.list();
		}
		return this.servers;
	}

	/** Every listed server. Yields. */
	list(): Result<ReadonlyArray<RegisteredServer>, StoreFailure> {
		const listed = this.memory.list(this.map);
		if (!listed.ok) return listed;
		const servers = new Array<RegisteredServer>();
		for (const { key: owner, value } of listed.value) {
			const { pages, times } = readRegistration(value);
			if (pages !== undefined) servers.push({ owner, times });
		}
		this.servers = math.max(1, servers.size());
		return succeed(servers);
	}

	/** How many pages a server may have; nil when it is not listed. Yields. */
	pagesOf(owner: string): Result<number | undefined, StoreFailure> {
		const read = this.memory.read(this.map, owner);
		if (!read.ok) return read;
		return succeed(readRegistration(read.value).pages);
	}

	/** Nothing of this server is left. Yields. */
	leave(): void {
		retryBriefly(() => this.memory.remove(this.map, this.owner));
	}

	/** Nothing of a dead server is left. One that has registered again since it was listed lives, and stays. Yields. */
	strikeOff(server: RegisteredServer): void {
		const struckOff = (stored: unknown): Registration | undefined => {
			const { pages, times } = readRegistration(stored);
			return pages !== undefined && times === server.times ? { times } : undefined;
		};
		retryBriefly(() => this.memory.update(this.map, server.owner, struckOff, STRUCK_OFF_SECONDS));
	}
}
