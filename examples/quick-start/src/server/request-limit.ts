const SECONDS_BETWEEN_REQUESTS = 0.25;

/** Lets each player do one thing at a time: a client can send as fast as it likes. */
export class RequestLimit {
	private readonly last = new Map<number, number>();

	allows(player: Player): boolean {
		const now = os.clock();
		const before = this.last.get(player.UserId);
		if (before !== undefined && now - before < SECONDS_BETWEEN_REQUESTS) return false;
		this.last.set(player.UserId, now);
		return true;
	}

	forget(player: Player): void {
		this.last.delete(player.UserId);
	}
}
