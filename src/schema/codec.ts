import type { SchemaNode } from "./schema-node";
import type { ErrorWalk, RecursionGuard } from "./walk";

/** What a value that is stored as it is is remembered by: the value itself would keep itself in memory. */
const AS_IT_IS = true;

/**
 * Turns values into what a DataStore can hold and back. It remembers the stored form of every frozen table for as long
 * as somebody holds that table, so what was encoded before costs nothing and comes back as the same reference.
 */
export class Codec implements RecursionGuard {
	recursion = 0;
	tooDeep = false;
	private readonly known = new Map<SchemaNode, Map<object, unknown>>();

	encode(node: SchemaNode, value: unknown): unknown {
		if (value === undefined || node.isPlain()) return value;
		if (!typeIs(value, "table") || !table.isfrozen(value)) return node.kind.encode(value, this);
		const known = this.knownOf(node);
		const found = known.get(value);
		if (found !== undefined) return found === AS_IT_IS ? value : found;
		const encoded = node.kind.encode(value, this);
		known.set(value, encoded === value ? AS_IT_IS : encoded);
		return encoded;
	}

	decode(node: SchemaNode, stored: unknown, walk: ErrorWalk): unknown {
		if (stored === undefined || node.isPlain()) return stored;
		return node.kind.decode(stored, walk, this);
	}

	private knownOf(node: SchemaNode): Map<object, unknown> {
		let known = this.known.get(node);
		if (known === undefined) {
			known = setmetatable(new Map<object, unknown>(), { __mode: "k" });
			this.known.set(node, known);
		}
		return known;
	}
}
