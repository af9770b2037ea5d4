import { describeBelongings } from "./game-rules";
import type { Answer } from "./screen-model";

/** What became of the players' guesses in all visits. */
export interface PredictionCounts {
	/** Guesses that were seen at once. */
	readonly shown: number;
	readonly confirmed: number;
	readonly rejected: number;
	/** Refused by the client itself; nothing was sent. */
	readonly refusedAtOnce: number;
	/** How long a wrong guess was in view at most. */
	readonly wrongSecondsMax: number;
	/** What the player of the first wrong one saw, when, and what corrected it. */
	readonly story?: string;
}

/** Counts guesses, and remembers the first wrong one that was corrected. */
export class PredictionLog {
	private shown = 0;
	private confirmed = 0;
	private rejected = 0;
	private refusedAtOnce = 0;
	private wrongSecondsMax = 0;
	private story?: string;

	addShown(): void {
		this.shown += 1;
	}

	/** `screen` is what the player sees now, and is checked. */
	addAnswer(name: string, answer: Answer, refusal: string | undefined, now: number, screen: string): void {
		if (answer.kind === "right") this.confirmed += 1;
		if (answer.kind === "refusedAtOnce") this.refusedAtOnce += 1;
		if (answer.kind !== "corrected") return;
		this.rejected += 1;
		this.wrongSecondsMax = math.max(this.wrongSecondsMax, answer.afterSeconds);
		const { press, seen, afterSeconds } = answer;
		const wish = press.kind === "buy" ? `buys a ${press.item}` : "mines";
		const [pressedAt, took] = [formatTime(now - afterSeconds), "%.2f".format(afterSeconds)];
		this.story ??=
			`at ${pressedAt} ${name} ${wish} and sees at once: ${describeBelongings(seen)}. ` +
			`${took} s later the server says "${refusal}", and ${name} sees: ${screen}.`;
	}

	counts(): PredictionCounts {
		const { shown, confirmed, rejected, refusedAtOnce, wrongSecondsMax, story } = this;
		return { shown, confirmed, rejected, refusedAtOnce, wrongSecondsMax, story };
	}
}

/** Seconds since the universe began as minutes and seconds. */
export function formatTime(seconds: number): string {
	const minutes = math.floor(seconds / 60);
	return "%02d:%04.1f".format(minutes, seconds - minutes * 60);
}
