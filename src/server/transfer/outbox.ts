import { deepFreeze } from "../../shared/data/deep-freeze";
import type { Ledger } from "../commit/ledger";
import type { SchemaVersion } from "../migrate/schema-version";
import type { StoredCargo } from "./cargo";

/** One transfer under way, as the giver's ledger has it: what was taken out of the data is here. Plain JSON. */
export interface OutboxEntry {
	readonly to: {
		readonly collection: string;
		readonly key: string;
		/** Of new data there. */
		readonly schema: SchemaVersion;
		readonly readableFrom: SchemaVersion;
	};
	/** As it was taken. */
	readonly cargo: StoredCargo;
	/** Where it goes. */
	readonly path: StoredCargo["path"];
	/** Unix seconds. */
	readonly sentAt: number;
	/** Unix seconds from which on it is taken back. */
	readonly expires: number;
	/** It is certain that it does not arrive: it has only to be given back. */
	readonly returned?: boolean;
}

export type Outbox = Readonly<Record<string, OutboxEntry>>;

/** Transfers of one document that may be under way. */
export const OUTBOX_MAX = 50;

export function outboxOf({ outbox }: Ledger): Outbox {
	return outbox ?? {};
}

export function countOutbox(ledger: Ledger): number {
	let count = 0;
	for (const [,] of pairs(outboxOf(ledger))) count += 1;
	return count;
}

/** The transfers of a document by their ids, oldest first. */
export function inOrder(ledger: Ledger): ReadonlyArray<string> {
	const ids = new Array<string>();
	const outbox = outboxOf(ledger);
	for (const [id] of pairs(outbox)) ids.push(id as string);
	return ids.sort((a, b) => (outbox[a].sentAt !== outbox[b].sentAt ? outbox[a].sentAt < outbox[b].sentAt : a < b));
}

export function withTransfer(ledger: Ledger, id: string, entry: OutboxEntry): Ledger {
	return table.freeze({ ...ledger, outbox: table.freeze({ ...ledger.outbox, [id]: deepFreeze(entry) }) });
}

export function withoutTransfer(ledger: Ledger, id: string): Ledger {
	const outbox: Record<string, OutboxEntry> = { ...ledger.outbox };
	delete outbox[id];
	// Empty parts are left out.
	return table.freeze({ ...ledger, outbox: next(outbox)[0] !== undefined ? table.freeze(outbox) : undefined });
}
