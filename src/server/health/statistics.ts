import { SchedulerStats } from "../cloud/request-scheduler";

/** What a manager has done since it was made. Counts, and seconds where it says so. */
export interface Statistics {
	readonly openSessions: number;
	readonly dirtySessions: number;
	readonly opens: number;
	readonly opensFailed: number;
	/** Mean of the opens that succeeded. */
	readonly openSecondsMean: number;
	readonly commits: number;
	/** Writes of documents that the store confirmed, releases among them. */
	readonly saves: number;
	/** Tries that did not succeed; a save may take several. */
	readonly saveTriesFailed: number;
	readonly journalWrites: number;
	readonly journalWritesFailed: number;
	readonly takeOvers: number;
	readonly handOvers: number;
	readonly sessionsLost: number;
	readonly requests: SchedulerStats;
}

/** Counts what happens; see {@link Statistics}. */
export class Tally {
	opens = 0;
	opensFailed = 0;
	openSeconds = 0;
	commits = 0;
	saves = 0;
	saveTriesFailed = 0;
	takeOvers = 0;
	handOvers = 0;
	sessionsLost = 0;
	/** Tries in a row that did not succeed, of any document. */
	failuresInARow = 0;

	summary(
		now: Pick<Statistics, "openSessions" | "dirtySessions" | "journalWrites" | "journalWritesFailed" | "requests">,
	): Statistics {
		return {
			...now,
			opens: this.opens,
			opensFailed: this.opensFailed,
			openSecondsMean: this.opens > 0 ? this.openSeconds / this.opens : 0,
			commits: this.commits,
			saves: this.saves,
			saveTriesFailed: this.saveTriesFailed,
			takeOvers: this.takeOvers,
			handOvers: this.handOvers,
			sessionsLost: this.sessionsLost,
		};
	}
}
