import { deepCopy } from "../shared/data/deep-copy";
import type { Path } from "../shared/data/path";
import type { MutableTable, Table } from "../shared/data/table";
import { isArray } from "../shared/data/table";
import type { Mutators } from "./define-mutators";
import type { Intent } from "./intent";
import type { MutatorContext } from "./mutator";
import { AnyFunction, callBetween, Packed } from "./packed";

/** Does on a draft what was asked for. Gives why not; then the draft is of no use any more. It throws what a mutator throws. */
export function runIntent(
	mutators: Mutators,
	intent: Intent,
	draft: object,
	context: MutatorContext,
): string | undefined {
	if (intent.kind === "set") return put(draft, intent.path, intent.value);
	const { run } = mutators.byName.get(intent.name)!;
	const reason = callBetween(run as AnyFunction, draft, copied(intent.args), context);
	return typeIs(reason, "string") ? reason : undefined;
}

/** A mutator may put its arguments into the draft, and change them there; and a guess is run more than once. */
function copied({ count, values }: Packed): Packed {
	const copies = new Map<number, unknown>();
	for (const [place, value] of values) copies.set(place, deepCopy(value));
	return { count, values: copies };
}

/** Puts a value at a place of a draft whose other parts are there. */
function put(draft: object, path: Path, value: defined): string | undefined {
	let holder = draft as unknown as MutableTable;
	for (const index of $range(0, path.size() - 1)) {
		const key = rawKey(holder, path[index]);
		if (key === undefined) return "there is no such place";
		if (index === path.size() - 1) {
			holder.set(key, deepCopy(value));
			return undefined;
		}
		const inner = holder.get(key);
		if (!typeIs(inner, "table")) return "there is no such place";
		holder = inner as MutableTable;
	}
	return "a document cannot be set as a whole";
}

function rawKey(holder: Table, segment: string | number): string | number | undefined {
	if (typeIs(segment, "string")) return isArray(holder) ? undefined : segment;
	if (!isArray(holder) || segment % 1 !== 0) return undefined;
	return segment >= 0 && holder.get(segment + 1) !== undefined ? segment + 1 : undefined;
}
