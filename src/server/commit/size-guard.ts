import { addedSize } from "../../shared/data/added-size";
import { Edit } from "../../shared/data/edit";
import { jsonSize } from "../../shared/data/json-size";
import { HoldfastError, holdfastError } from "../../shared/errors";

/** Bytes of JSON that a document's data may have: the rest of a key's 4 MB is for what Holdfast keeps beside it. */
export const DATA_SIZE_MAX = 3 * 1024 * 1024;

/**
 * Refuses the commit that would make a document too large for its key. Measuring a whole document takes long, so a bound
 * is kept: what was measured last and all that was put in since. Only when that is too much is it measured again.
 */
export class SizeGuard {
	private bound?: number;
	/** When it was measured last. */
	private measured = 0;

	/**
	 * Bytes that a write of this root counts as: never too few, and at most a quarter too many, or a document that changes
	 * much would soon seem to leave its key no room (traces.md 17).
	 */
	about(root: object): number {
		const bound = this.boundOf(root);
		return bound <= 1.25 * this.measured ? bound : this.measure(root);
	}

	/** `root` is what the edit starts from. */
	check(root: object, edit: Edit<object>): HoldfastError<"tooLarge"> | undefined {
		const before = this.boundOf(root);
		const bound = before + addedSize(root, edit.root);
		this.bound = bound;
		if (bound <= DATA_SIZE_MAX) return undefined;
		const size = jsonSize(edit.root);
		if (size <= DATA_SIZE_MAX) {
			this.bound = size;
			this.measured = size;
			return undefined;
		}
		this.bound = before;
		return holdfastError("tooLarge", "The document would be too large to store.", {
			expected: `at most ${DATA_SIZE_MAX} bytes of JSON`,
			actual: `${size} bytes`,
		});
	}

	private boundOf(root: object): number {
		return this.bound ?? this.measure(root);
	}

	private measure(root: object): number {
		this.bound = jsonSize(root);
		this.measured = this.bound;
		return this.bound;
	}
}
