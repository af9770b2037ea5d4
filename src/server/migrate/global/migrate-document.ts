import { StoreWrite } from "../../cloud/ports";
import { isRecord, StoredRecord, withStamp } from "../../store/record";
import { migratedRecord } from "../migrated-record";
import { SchemaVersion } from "../schema-version";
import { GlobalParts } from "./global-parts";
import { persist } from "./persist";
import { failed, isInUse, readStored, settleParts, Visit } from "./visit";

/** Whoever writes a document that often has it; it is left to them. */
const LOOKS_MAX = 4;

/** What one run of the transform came to. */
interface Written {
	/** Undefined: somebody else has written meanwhile. */
	readonly visit?: Visit;
	readonly write?: StoreWrite["value"];
}

/** Brings a document that nobody has open to a version, after its original was kept. Yields. */
export function migrateDocument(parts: GlobalParts, key: string, target: SchemaVersion): Visit {
	for (let looks = 1; looks <= LOOKS_MAX; looks += 1) {
		const read = readStored(parts, key);
		if (!read.ok) return failed("cloud", read.error.message);
		if (read.value === undefined) return { kind: "empty" };
		if (!isRecord(read.value)) return failed("unreadableRecord", "What is stored here is not a Holdfast record.");
		const record = read.value;
		if (settleParts(parts, key, record)) continue;
		const done = settled(parts, record, target);
		if (done !== undefined) return done;
		// Before anything is kept or written: a document that cannot be migrated costs one read.
		const tried = parts.rules.migrate(record.data as object, record.schema, target);
		if (!tried.ok) return failed(tried.error.kind, tried.error.message);
		const kept = parts.keepOriginal(parts.collection, key, record);
		if (!kept.ok) return failed(kept.error.kind, `The original could not be kept: ${kept.error.message}`);
		const visit = writeMigrated(parts, key, record, target);
		if (visit !== undefined) return visit;
	}
	return { kind: "inUse" };
}

/** What becomes of a document that is not to be migrated; undefined for one that is. */
function settled({ rules }: GlobalParts, record: StoredRecord, target: SchemaVersion): Visit | undefined {
	if (record.schema === target) return { kind: "current" };
	if (isInUse(record)) return { kind: "inUse" };
	if (!typeIs(record.data, "table")) return { kind: "empty" };
	const judgement = rules.judge(record);
	if (judgement === "newer" || judgement === "readable") return { kind: "newer" };
	if (judgement !== "unknown") return undefined;
	return failed("unknownVersion", `No migration step begins at version ${tostring(record.schema)}.`);
}

function writeMigrated(parts: GlobalParts, key: string, seen: StoredRecord, target: SchemaVersion): Visit | undefined {
	const { cloud, scheduler, collection } = parts;
	const nonce = cloud.createId();
	let visit: Visit | undefined;
	const send = () =>
		cloud.stores.update(collection, key, (stored, userIds) => {
			const written = migrateStored(parts, stored, seen, target, nonce);
			visit = written.visit;
			return written.write !== undefined ? { value: written.write, userIds } : undefined;
		});
	const result = persist(scheduler, { store: collection, key, cost: "update", send });
	return result.ok ? visit : failed("cloud", `It is not known whether it was written: ${result.error.message}`);
}

/**
 * Runs inside UpdateAsync. The new epoch and the stamp tell every session before this that it was not the last to write:
 * what it could not save may not be carried over migrated data.
 */
function migrateStored(
	{ rules, cloud }: GlobalParts,
	stored: unknown,
	seen: StoredRecord,
	target: SchemaVersion,
	nonce: string,
): Written {
	if (!isRecord(stored)) return {};
	// An earlier try was applied although it reported an error.
	if (stored.stamps.some((stamp) => stamp.nonce === nonce)) return { visit: { kind: "migrated" } };
	const isUnchanged = stored.revision === seen.revision && stored.epoch === seen.epoch && stored.schema === seen.schema;
	if (!isUnchanged || isInUse(stored) || !typeIs(stored.data, "table")) return {};
	const ran = rules.migrate(stored.data as object, stored.schema, target);
	if (!ran.ok) return { visit: failed(ran.error.kind, ran.error.message) };
	const epoch = stored.epoch + 1;
	const migrated = migratedRecord(stored, ran.value, "global", cloud.clock.unixSeconds());
	const write: StoredRecord = { ...migrated, epoch, stamps: withStamp(stored.stamps, { epoch, nonce, seq: 1 }) };
	return { visit: { kind: "migrated" }, write };
}
