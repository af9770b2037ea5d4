/** Names of Holdfast's own hash maps: one set for each realm, so that servers of different realms do not meet. */
export interface MemoryMaps {
	/** A key for each server that lives. */
	readonly alive: string;
	/** Requests to a server, which it reads at each heartbeat. */
	readonly mail: string;
	/** Every server that may have journal pages. */
	readonly servers: string;
	readonly pages: string;
	readonly lease: string;
	/** What servers want of each other's documents, where it is too long for a message. */
	readonly offers: string;
}

export function memoryMaps(realm: string): MemoryMaps {
	const name = (what: string) => `holdfast/${realm}/${what}`;
	return {
		alive: name("alive"),
		mail: name("mail"),
		servers: name("servers"),
		pages: name("pages"),
		lease: name("lease"),
		offers: name("offers"),
	};
}
