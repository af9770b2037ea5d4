import type { Rejection } from "../mutators/rejection";
import { isEqual } from "../shared/data/equal";
import type { Change } from "../shared/data/patch";
import type { Path } from "../shared/data/path";
import type { Listenable } from "../shared/emitter";
import { Guess, rejectGuess, touches } from "./guess";
import type { IntentLog, Settled } from "./intent-log";
import { predict, RunGuess, share } from "./predict";
import type { ReplicaStep } from "./replica";
import { ShownView } from "./shown-view";
import type { ChangeType, Transition } from "./transition";
import { valueAt } from "./value-at";

const CONFLICT: Rejection = { code: "conflict", message: "The server has changed the same." };

/**
 * What is in view: what the server has confirmed, and what was guessed since on top of it. It never takes a change back:
 * it is made anew of both, whenever one of them is another.
 */
export class PredictedView {
	private readonly shown = new ShownView();
	/** What the view was made of. */
	private confirmed?: object;
	/** Done, but what they have made of the document has not come. */
	private unseen: ReadonlyArray<Guess> = [];

	readonly changed: Listenable<[transition: Transition]> = this.shown.changed;

	/** `log`: what is not answered, which is what the view guesses. */
	constructor(
		private readonly run: RunGuess,
		private readonly log: IntentLog,
	) {}

	get(): object | undefined {
		return this.shown.get();
	}

	/** The server has confirmed something since the document is shown. */
	isConfirmed(): boolean {
		return this.confirmed !== undefined;
	}

	/** What a newer one that takes the place of an older one finds: where it says the same, that is still a change. */
	without(older: Guess | undefined): object {
		return older !== undefined ? this.remake(older) : this.get()!;
	}

	/** Shows what was guessed now. */
	guess(root: object): void {
		this.shown.show(share(this.get()!, root), () => "predicted");
	}

	/** What the server has made of it, if that is known, and what it has answered. */
	confirm(root: object, step: ReplicaStep, settled: Settled): void {
		const before = this.confirmed;
		const done = { ...settled, confirmed: [...this.unseen, ...settled.confirmed] };
		this.confirmed = root;
		this.unseen = [];
		if (step.kind !== "whole" && done.confirmed.isEmpty() && done.rejected.isEmpty()) return;
		if (this.get() === undefined) return this.shown.show(root, () => "remote");
		const shown = this.log.all().filter((it) => it.shown);
		const unsent = before !== undefined && step.kind === "whole" ? this.giveWay(before, root, done, step.paths) : [];
		const view = this.remake();
		const withdrawn = shown.filter((it) => !it.shown);
		this.shown.show(view, (path) => {
			const cause = causeOf(done, path);
			if (cause !== "remote" || !withdrawn.some((it) => touches(it, path))) return cause;
			return isEqual(valueAt(before, path), valueAt(root, path)) ? "rejected" : "remote";
		});
		// Last, so that who hears of it finds it taken back, and may even stop the client.
		for (const it of unsent) rejectGuess(it, CONFLICT);
	}

	/** What was done stays in view until what it has made comes; what was refused goes at once. */
	settle(settled: Settled): void {
		this.unseen = [...this.unseen, ...settled.confirmed];
		if (settled.rejected.isEmpty() || this.confirmed === undefined) return;
		this.shown.show(this.remake(), (path) => causeOf({ ...settled, confirmed: [] }, path));
	}

	/** Nothing is confirmed any more; what is in view stays. */
	forget(): void {
		this.confirmed = undefined;
		this.unseen = [];
	}

	/** What was guessed comes to nothing, but for what was done; the rest stays in view. */
	withdraw(left: ReadonlyArray<Guess>, rejection: Rejection): void {
		const { confirmed, unseen } = this;
		this.forget();
		if (left.isEmpty() || confirmed === undefined) return;
		const rejected = left.map((it) => ({ guess: it, rejection }));
		const view = predict(this.run, confirmed, unseen, this.get()!);
		this.shown.show(view, (path) => causeOf({ confirmed: [], rejected }, path));
	}

	/** Whatever was asked for, on top of what is confirmed, but for one of them. */
	private remake(left?: Guess): object {
		const guesses = [...this.unseen, ...this.log.all()].filter((it) => it !== left);
		return predict(this.run, this.confirmed!, guesses, this.get()!);
	}

	/**
	 * Guesses by which the server wins are taken back where it has changed what they have touched. Gives those that were not sent
	 * yet, and are not to be any more.
	 */
	private giveWay(
		before: object,
		root: object,
		settled: Settled,
		paths: ReadonlyArray<Path> = [[]],
	): ReadonlyArray<Guess> {
		const losing = this.log.all().filter((it) => {
			return it.shown && it.conflicts === "server_wins" && paths.some((path) => touches(it, path));
		});
		if (losing.isEmpty()) return [];
		// What only this client has done is no conflict: it is in view already.
		const expected = predict(this.run, before, settled.confirmed, before);
		const isAsExpected = ({ path }: Change) => isEqual(valueAt(root, path), valueAt(expected, path));
		const lost = losing.filter((it) => !it.changes.every(isAsExpected));
		for (const it of lost) it.shown = false;
		const unsent = lost.filter((it) => it.sequence === undefined);
		for (const it of unsent) this.log.drop(it);
		return unsent;
	}
}

function causeOf({ confirmed, rejected }: Settled, path: Path): ChangeType {
	// What had gone out of view before is not taken back again.
	if (rejected.some(({ guess: it }) => it.shown && touches(it, path))) return "rejected";
	// What was not guessed may have changed anything.
	return confirmed.some((it) => !it.isGuessed || touches(it, path)) ? "confirmed" : "remote";
}
