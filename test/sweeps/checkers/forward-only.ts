import type { AppliedWrite } from "../../../src/testing";
import type { Checker, StoredDocument } from "./checker";

/** Revisions and epochs never go back. */
export class ForwardOnly implements Checker {
	readonly name = "forward-only";

	constructor(private readonly complain: (problem: string) => void) {}

	written(key: string, write: AppliedWrite, record: StoredDocument): void {
		const before = write.previous as StoredDocument | undefined;
		if (before === undefined) return;
		if (record.revision < before.revision) {
			this.complain(`${key}: revision ${before.revision} was followed by ${record.revision}`);
		}
		if (record.epoch < before.epoch) this.complain(`${key}: epoch ${before.epoch} was followed by ${record.epoch}`);
	}
}
