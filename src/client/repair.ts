interface Missing {
	/** When the server is asked, next. */
	readonly askAt: number;
	/** All of it; else only what came after the last revision that is known. */
	readonly isAll: boolean;
}

const ASK_AGAIN_SECONDS = 1;
/** Parts of a snapshot come with every frame: after this long one is lost. */
const PART_SECONDS_MAX = 5;

/** What is missing of what the server has sent, and when it is to be asked for. */
export class Repair {
	private missing?: Missing;
	/** When something of a snapshot came last, while it comes. */
	private arrivesAt?: number;

	constructor(private readonly now: () => number) {}

	/** True: what is confirmed is not known, so what is in view stays until the server has sent it. */
	isNeeded(): boolean {
		return this.missing !== undefined;
	}

	/** A snapshot begins, whatever was missing before. */
	begin(): void {
		this.missing = undefined;
		this.arrivesAt = this.now();
	}

	/** Nothing is awaited any more. */
	cancel(): void {
		this.missing = undefined;
		this.arrivesAt = undefined;
	}

	/** Something between is missing. */
	miss(): void {
		this.missing ??= { askAt: this.now(), isAll: false };
	}

	/** What was confirmed cannot be gone on with. */
	lose(): void {
		if (this.missing?.isAll !== true) this.missing = { askAt: this.now(), isAll: true };
	}

	/**
	 * Something of a snapshot is there. While what was asked for comes it is not asked for again: the server would begin anew,
	 * and it would never be there.
	 */
	arrive(): void {
		const now = this.now();
		this.arrivesAt = now;
		if (this.missing !== undefined) this.missing = { ...this.missing, askAt: now + PART_SECONDS_MAX };
	}

	/** All of the snapshot is there. */
	arrived(): void {
		this.arrivesAt = undefined;
	}

	/**
	 * Nothing is missing: a snapshot has brought all of it, or it has the hash that it must have. Steps alone do not say so,
	 * for there may be more of them.
	 */
	end(): void {
		this.missing = undefined;
	}

	/** What the server is to be asked for now. */
	takeRequest(): "all" | "rest" | undefined {
		const now = this.now();
		if (this.arrivesAt !== undefined && now - this.arrivesAt > PART_SECONDS_MAX) this.lose();
		const { missing } = this;
		if (missing === undefined || now < missing.askAt) return undefined;
		this.missing = { ...missing, askAt: now + ASK_AGAIN_SECONDS };
		return missing.isAll ? "all" : "rest";
	}
}
