import type { StoredMessage } from "../../../../src/server/inbox/stored-message";
import type { StoredRecord } from "../../../../src/server/store/record";

export const NOW = 1000;

export function messageOf(id: string, more: Partial<StoredMessage> = {}): StoredMessage {
	return { id, kind: "gift", body: { coins: 1 }, from: "a", sentAt: NOW, expires: 9000, appendBefore: 1150, ...more };
}

export function recordOf(more: Partial<StoredRecord> = {}): StoredRecord {
	return {
		format: 1,
		data: { coins: 1 },
		revision: 3,
		schema: 1,
		readableFrom: 1,
		epoch: 5,
		stamps: [{ epoch: 5, nonce: "n", seq: 2 }],
		createdAt: 1,
		savedAt: 2,
		...more,
	};
}

export const LOCK = { owner: "b", realm: "live", place: 1, epoch: 5, nonce: "n", renewed: 1 };
