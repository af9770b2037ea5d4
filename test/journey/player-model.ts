import { afterPress, Belongings, describeBelongings, NOTHING, Press, sameBelongings } from "./game-rules";

/** What a crash took from a player. */
export interface Loss {
	/** Presses that the server had answered and that are not in the store. */
	readonly actions: number;
	/** Seconds between the last write before the crash and the crash. */
	readonly seconds: number;
}

/**
 * What one player must have, known from the presses of their buttons alone. A visit (from one join to the next) is a
 * line of states, one after each press; the store may hold any state of that line, but never an earlier one than before,
 * and after a normal end at least what was answered.
 */
export class PlayerModel {
	/** Answers of servers in all visits. */
	answeredTotal = 0;
	readonly losses = new Array<Loss>();
	private states: Array<Belongings> = [NOTHING];
	/** Every press up to this one has been answered. */
	private answered = 0;
	/** Presses after that which were answered before an earlier one. */
	private readonly answeredEarly = new Set<number>();
	private stored = 0;
	private lastWriteTime = 0;
	private crashedAt?: number;
	private newLoss?: Loss;

	constructor(readonly name: string) {}

	/** What the player has if everything pressed so far was carried out. */
	expected(): Belongings {
		return this.states[this.states.size() - 1];
	}

	/** True when every press of this visit has been answered. */
	settled(): boolean {
		return this.answered === this.states.size() - 1;
	}

	/** `isSent`: the game did not refuse it before the server heard of it. */
	pressed(press: Press, isSent: boolean): void {
		this.states.push(isSent ? afterPress(this.expected(), press) : this.expected());
	}

	/** The press of that number of this visit is done, or refused. */
	pressAnswered(request: number): void {
		this.answeredTotal += 1;
		this.answeredEarly.add(request);
		while (this.answeredEarly.delete(this.answered + 1)) this.answered += 1;
	}

	/** The player's server has crashed: what was not yet stored may be gone. */
	crashed(time: number): void {
		this.crashedAt = time;
	}

	/** The store holds this now. Returns what is wrong with that, if anything. */
	written(found: Belongings, time: number): string | undefined {
		const index = this.find(found, this.stored);
		if (index === undefined) return this.complain("was written", found, this.stored);
		this.stored = index;
		// After a crash the next owner writes too, with what was saved before.
		if (this.crashedAt === undefined) this.lastWriteTime = time;
		return undefined;
	}

	/** A visit begins, or the universe has ended, with this. Returns what is wrong with that, if anything. */
	resumed(found: Belongings): string | undefined {
		const crashedAt = this.crashedAt;
		const least = crashedAt !== undefined ? this.stored : math.max(this.stored, this.answered);
		const index = this.find(found, least);
		if (index === undefined) return this.complain("was found", found, least);
		if (crashedAt !== undefined && this.answered > index) {
			this.newLoss = { actions: this.answered - index, seconds: crashedAt - this.lastWriteTime };
			this.losses.push(this.newLoss);
		}
		this.crashedAt = undefined;
		this.states = [found];
		this.answered = 0;
		this.answeredEarly.clear();
		this.stored = 0;
		return undefined;
	}

	/** The last loss, if nobody has taken it yet. */
	takeNewLoss(): Loss | undefined {
		const loss = this.newLoss;
		this.newLoss = undefined;
		return loss;
	}

	private find(found: Belongings, from: number): number | undefined {
		for (let index = from; index < this.states.size(); index += 1) {
			if (sameBelongings(this.states[index], found)) return index;
		}
		return undefined;
	}

	private complain(what: string, found: Belongings, least: number): string {
		const [low, high] = [this.states[least], this.expected()];
		return `${this.name}: ${describeBelongings(found)} ${what}, between ${describeBelongings(low)} and ${describeBelongings(high)} expected`;
	}
}
