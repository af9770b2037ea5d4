import type { AppliedWrite } from "../../../src/testing";
import type { Checker, StoredDocument } from "./checker";

interface Written {
	readonly epoch: number;
	readonly total: number;
}

/** No two sessions write the same revision of a document, unless it is the same data handed on; no two are of one epoch. */
export class OneWriter implements Checker {
	readonly name = "one-writer";
	private readonly revisions = new Map<string, Map<number, Written>>();
	private readonly nonces = new Map<string, string>();

	constructor(private readonly complain: (problem: string) => void) {}

	private checkEpoch(key: string, { lock }: StoredDocument): void {
		if (lock === undefined) return;
		const known = this.nonces.get(`${key}/${lock.epoch}`) ?? lock.nonce;
		this.nonces.set(`${key}/${lock.epoch}`, known);
		if (known !== lock.nonce) this.complain(`${key}: epoch ${lock.epoch} was issued twice`);
	}

	written(key: string, _: AppliedWrite, record: StoredDocument): void {
		this.checkEpoch(key, record);
		const ofKey = this.revisions.get(key) ?? new Map<number, Written>();
		this.revisions.set(key, ofKey);
		const total = record.data?.total ?? 0;
		const known = ofKey.get(record.revision);
		if (known === undefined) {
			ofKey.set(record.revision, { epoch: record.epoch, total });
		} else if (known.total !== total && known.epoch !== record.epoch) {
			this.complain(`${key}: revision ${record.revision} was written by epochs ${known.epoch} and ${record.epoch}`);
		}
	}
}
