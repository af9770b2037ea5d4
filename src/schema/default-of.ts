import { frozenCopy } from "../shared/data/frozen-copy";
import { formatPath } from "../shared/data/path";
import { misuse } from "../shared/errors";

/** A default as something that makes a frozen value each time; what does not change is copied and frozen once. */
export function defaultOf(value: unknown): () => unknown {
	if (typeIs(value, "function")) return () => frozen((value as () => unknown)());
	const made = frozen(value);
	return () => made;
}

function frozen(value: unknown): unknown {
	const copied = frozenCopy(value);
	if (copied.ok) return copied.value;
	const { path, expected, actual } = copied.error;
	return misuse("default", `${formatPath(path)}: expected ${expected}, got ${actual}`);
}
