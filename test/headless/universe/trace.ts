const BATCH_LINES = 512;

/** Everything that happened in a universe, in order, as one hash: two runs with the same hash did the same things. */
export class Trace {
	/** Lines recorded so far. */
	lines = 0;
	private pending = new Array<string>();
	private digest = "";

	constructor(private readonly sha256: (text: string) => string) {}

	record(timeSeconds: number, line: string): void {
		this.lines += 1;
		this.pending.push("%.6f %s".format(timeSeconds, line));
		if (this.pending.size() >= BATCH_LINES) this.fold();
	}

	hash(): string {
		this.fold();
		return this.digest;
	}

	private fold(): void {
		if (this.pending.isEmpty()) return;
		this.digest = this.sha256(`${this.digest}\n${this.pending.join("\n")}`);
		this.pending.clear();
	}
}
