import type { AppliedWrite } from "../../../src/testing";
import type { Checker, StoredDocument } from "./checker";

/** What newer code has written stays so when older code, which may open it, writes: its version, and what that adds. */
export class KeepsVersion implements Checker {
	readonly name = "keeps-version";

	constructor(private readonly complain: (problem: string) => void) {}

	written(key: string, write: AppliedWrite, record: StoredDocument): void {
		const before = write.previous as StoredDocument | undefined;
		if (before?.data === undefined) return;
		if (record.schema < before.schema) this.complain(`${key}: version ${before.schema} was labelled ${record.schema}`);
		if (before.data.grade !== undefined && record.data?.grade === undefined) {
			this.complain(`${key}: what the newer version had added was stripped`);
		}
	}
}
