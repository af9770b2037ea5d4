import { isRecord } from "../../store/record";
import { SchemaVersion } from "../schema-version";
import { GlobalParts } from "./global-parts";
import { failed, isInUse, readStored, settleParts, Visit } from "./visit";

/** Gives a document that was migrated to a version, and that nobody has open, back what it was before. Yields. */
export function undoDocument(parts: GlobalParts, key: string, version: SchemaVersion): Visit {
	const read = readStored(parts, key);
	if (!read.ok) return failed("cloud", read.error.message);
	if (read.value === undefined) return { kind: "empty" };
	if (!isRecord(read.value)) return failed("unreadableRecord", "What is stored here is not a Holdfast record.");
	const record = read.value;
	if (settleParts(parts, key, record)) return undoDocument(parts, key, version);
	const wasMigrated = record.migrations?.some((entry) => entry.to === version) === true;
	if (record.schema !== version || !wasMigrated) return { kind: "current" };
	if (isInUse(record)) return { kind: "inUse" };
	const restored = parts.restoreOriginal!(parts.collection, key);
	return restored.ok ? { kind: "restored" } : failed(restored.error.kind, restored.error.message);
}
