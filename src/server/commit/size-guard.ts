import { Edit } from "../../shared/data/edit";
import { changesSize, jsonSize } from "../../shared/data/json-size";
import { HoldfastError, holdfastError } from "../../shared/errors";

/** Bytes of JSON that a document's data may have: the rest of a key's 4 MB is for what Holdfast keeps beside it. */
export const DATA_SIZE_MAX = 3 * 1024 * 1024;

/**
 * Refuses the commit that would make a document too large for its key. Measuring a whole document takes long, so a bound
 * is kept: what was measured last and all that was put in since. Only when that is too much is it measured again.
 */
export class SizeGuard {
	private bound?: number;

	/** Bytes of a root at most, by what is known of it. */
	about(root: object): number {
		this.bound ??= jsonSize(root);
		return this.bound;
	}

	/** `root` is what the edit starts from. */
	check(root: object, edit: Edit<object>): HoldfastError<"tooLarge"> | undefined {
		const before = this.about(root);
		const bound = before + changesSize(edit.changes);
		this.bound = bound;
		if (bound <= DATA_SIZE_MAX) return undefined;
		const size = jsonSize(edit.root);
		this.bound = size <= DATA_SIZE_MAX ? size : before;
		if (size <= DATA_SIZE_MAX) return undefined;
		return holdfastError("tooLarge", "The document would be too large to store.", {
			expected: `at most ${DATA_SIZE_MAX} bytes of JSON`,
			actual: `${size} bytes`,
		});
	}
}
