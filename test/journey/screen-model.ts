import { Belongings, carriedOut, foreseenRefusal, Press, refusalOf } from "./game-rules";

/** A press that the server has not answered. */
interface OpenPress {
	readonly request: number;
	readonly press: Press;
	readonly time: number;
	/** What the player saw right after it. */
	readonly seen: Belongings;
}

/** What an answer means for the player who sees the game. */
export type Answer =
	| { readonly kind: "right" | "refusedAtOnce" }
	/** The player has seen what is not so, and from now on sees what is. */
	| { readonly kind: "corrected"; readonly press: Press; readonly seen: Belongings; readonly afterSeconds: number }
	/** It cannot be. */
	| { readonly kind: "problem"; readonly text: string };

/**
 * What one player must see in one visit, known from the presses and their answers alone: what the server has confirmed,
 * with each press that is not answered shown as if it were done, if the player could have it for all that is known there.
 */
export class ScreenModel {
	private readonly open = new Array<OpenPress>();
	/** Refused before it was sent, and not told yet. */
	private readonly refusedHere = new Map<number, string>();

	constructor(private confirmed: Belongings) {}

	/** What must be on the screen now. */
	view(): Belongings {
		let view = this.confirmed;
		for (const { press } of this.open) {
			if (foreseenRefusal(view, press) === undefined) view = carriedOut(view, press);
		}
		return view;
	}

	/** Returns whether it is sent: what the player can know to be refused is refused at once. */
	pressed(request: number, press: Press, time: number): boolean {
		const view = this.view();
		const refusal = foreseenRefusal(view, press);
		if (refusal === undefined) this.open.push({ request, press, time, seen: carriedOut(view, press) });
		else this.refusedHere.set(request, refusal);
		return refusal === undefined;
	}

	/** A press is answered: with a refusal, or done. */
	answered(request: number, refusal: string | undefined, time: number): Answer {
		const refusedHere = this.refusedHere.get(request);
		if (refusedHere !== undefined) {
			this.refusedHere.delete(request);
			return refusal === refusedHere ? { kind: "refusedAtOnce" } : mistaken(refusal, refusedHere);
		}
		const oldest = this.open.shift();
		if (oldest === undefined || oldest.request !== request) {
			return { kind: "problem", text: `answer ${request} came where ${oldest?.request ?? "none"} is due` };
		}
		const { press, seen } = oldest;
		const due = refusalOf(this.confirmed, press);
		if (due === undefined) this.confirmed = carriedOut(this.confirmed, press);
		if (due !== refusal) return mistaken(refusal, due);
		return due === undefined ? { kind: "right" } : { kind: "corrected", press, seen, afterSeconds: time - oldest.time };
	}
}

function mistaken(refusal: string | undefined, due: string | undefined): Answer {
	return { kind: "problem", text: `the answer was "${refusal ?? "done"}" where "${due ?? "done"}" is due` };
}
