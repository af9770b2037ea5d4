import type { Intent } from "../mutators/intent";
import type { Rejection } from "../mutators/rejection";
import { applyChanges } from "../shared/data/apply-changes";
import { deepCopy } from "../shared/data/deep-copy";
import type { Path } from "../shared/data/path";
import { reconcile, Reconciled } from "../shared/data/reconcile";
import { runRecipe } from "../shared/data/run-recipe";
import type { Table } from "../shared/data/table";
import { fail, Result, succeed } from "../shared/result";
import type { Guess } from "./guess";

/** Does on a draft what an intent asks for; gives why not. */
export type RunGuess = (draft: object, intent: Intent) => string | undefined;

/** What one intent would make of a root. */
export function guess(run: RunGuess, root: object, intent: Intent): Result<Reconciled<object>, Rejection> {
	const draft = deepCopy(root);
	const ran = runRecipe((copy: object) => run(copy, intent), draft);
	if (!ran.ok) return fail({ code: "failed", message: ran.error.message });
	if (ran.value !== undefined) return fail({ code: "refused", message: ran.value as string });
	const made = reconcile(root, draft);
	return made.ok ? succeed(made.value) : fail({ code: "failed", message: `expected ${made.error.expected}` });
}

/**
 * The view: what the server has confirmed, with all that was guessed run again on top of it, in its order. What does not
 * fit any more is not shown; the server will say what becomes of it. Shares with the view before all that is equal in both.
 */
export function predict(run: RunGuess, base: object, guesses: ReadonlyArray<Guess>, before: object): object {
	let shown = guesses.filter((it) => it.shown);
	while (!shown.isEmpty()) {
		const outcome = replay(run, base, shown);
		if (outcome.misfit === undefined) return share(before, outcome.draft);
		outcome.misfit.shown = false;
		shown = shown.filter((it) => it.shown);
	}
	return share(before, base);
}

/** The same root with the references of another one wherever both are equal. */
export function share(before: object, root: object): object {
	const made = reconcile(before, root);
	return made.ok ? made.value.root : root;
}

/** One copy for all: only who does not fit makes another one necessary. */
function replay(
	run: RunGuess,
	base: object,
	guesses: ReadonlyArray<Guess>,
): { readonly draft: object; readonly misfit?: Guess } {
	let draft = deepCopy(base);
	for (const it of guesses) {
		if (it.conflicts === "client_wins") {
			// What the player has seen stays, whatever it would be now, unless what it was in is gone.
			if (!it.changes.every(({ path }) => isHeld(draft, path))) return { draft, misfit: it };
			draft = deepCopy(applyChanges(draft, it.changes));
			continue;
		}
		const ran = runRecipe((copy: object) => run(copy, it.intent), draft);
		if (!ran.ok || ran.value !== undefined) return { draft, misfit: it };
	}
	return { draft };
}

/** Whether all is there that a place is in. */
function isHeld(root: object, path: Path): boolean {
	let holder: unknown = root;
	for (const index of $range(0, path.size() - 2)) {
		if (!typeIs(holder, "table")) return false;
		holder = (holder as Table).get(path[index]);
	}
	return typeIs(holder, "table");
}
