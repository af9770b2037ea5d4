import { Result, succeed } from "../../shared/result";
import { ClockPort, MemoryPort, StoreFailure } from "../cloud/ports";
import { retryBriefly } from "../cloud/retry-briefly";

const KEPT_SECONDS = 24 * 3600;
// The MemoryStore may lose it: soon enough it is there again.
const RENEW_SECONDS = 60;
const COUNT_SECONDS = 300;

/** A server that may have journal pages. */
export interface RegisteredServer {
	readonly owner: string;
	/** How many pages it may have. */
	readonly pages: number;
}

function pagesOf(value: unknown): number {
	const pages = typeIs(value, "table") ? (value as { pages?: unknown }).pages : undefined;
	return typeIs(pages, "number") ? pages : 0;
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
		const result = this.memory.update(this.map, this.owner, () => ({ pages: wanted }), KEPT_SECONDS);
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
		this.servers = math.max(1, listed.value.size());
		return succeed(listed.value.map((item) => ({ owner: item.key, pages: pagesOf(item.value) })));
	}

	/** How many pages a server may have; nil when it is not listed. Yields. */
	pagesOf(owner: string): Result<number | undefined, StoreFailure> {
		const read = this.memory.read(this.map, owner);
		if (!read.ok) return read;
		return succeed(read.value !== undefined ? pagesOf(read.value) : undefined);
	}

	/** Nothing of that server is left. Yields. */
	remove(owner: string): void {
		retryBriefly(() => this.memory.remove(this.map, owner));
	}
}
