import type { Path } from "../shared/data/path";

/**
 * Why something changed in view.
 *
 * - `predicted` – this client has asked for it, and guesses.
 * - `confirmed` – the server has done what this client has asked for, and it is not, or was not, as guessed.
 * - `rejected` – the server has not done what this client had guessed: it is taken back.
 * - `remote` – the server, or somebody else, has changed it.
 */
export type ChangeType = "predicted" | "confirmed" | "rejected" | "remote";

/** From one view to the next. What is equal in both is the same by reference. */
export interface Transition {
	/** Undefined before the first. */
	readonly previous: object | undefined;
	readonly current: object;
	/** Why a place of it has changed. */
	readonly typeAt: (path: Path) => ChangeType;
}
