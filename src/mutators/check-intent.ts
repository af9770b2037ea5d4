import type { SchemaNode } from "../schema/schema-node";
import { formatValidationError } from "../schema/validation-error";
import { ErrorWalk } from "../schema/walk";
import { findUnstorable } from "../shared/data/storable";
import { callAtOnce } from "./call-at-once";
import type { Mutators } from "./define-mutators";
import type { Intent } from "./intent";
import { AnyFunction, callOn } from "./packed";
import type { Rejection } from "./rejection";
import type { WritablePlace } from "./writable-places";

const NOTHING: Rejection = { code: "invalid", message: "the value: nothing cannot be set" };

/**
 * Why an intent cannot be, whatever the document holds; undefined if it can. Asked on both sides. What of the game's is asked
 * here fails if it waits: the same could be asked for meanwhile, and be done twice.
 */
export function checkIntent(
	mutators: Mutators,
	places: ReadonlyArray<WritablePlace>,
	intent: Intent,
): Rejection | undefined {
	const checked = callAtOnce(() => findFault(mutators, places, intent));
	return checked.ok ? (checked.value as Rejection | undefined) : { code: "failed", message: checked.error };
}

function findFault(mutators: Mutators, places: ReadonlyArray<WritablePlace>, intent: Intent): Rejection | undefined {
	if (intent.kind === "set" && (intent.value as unknown) === undefined) return NOTHING;
	if (intent.kind === "set") return misfitOf(places[intent.place].node, intent.value, "the value");
	const mutator = mutators.byName.get(intent.name)!;
	for (const index of $range(1, intent.args.count)) {
		const misfit = misfitOf(mutator.args[index - 1].node, intent.args.values.get(index), `argument ${index}`);
		if (misfit !== undefined) return misfit;
	}
	const reason = mutator.guard !== undefined ? callOn(mutator.guard as AnyFunction, intent.args) : undefined;
	return reason !== undefined ? { code: "refused", message: tostring(reason) } : undefined;
}

function misfitOf(node: SchemaNode, value: unknown, what: string): Rejection | undefined {
	if (!node.is(value)) {
		const walk = new ErrorWalk();
		node.collect(value, walk);
		const [wrong] = walk.errors;
		return {
			code: "invalid",
			message: `${what}: ${wrong !== undefined ? formatValidationError(wrong) : "is not allowed"}`,
		};
	}
	// What a check of the game's lets through, as NaN, could still never be stored. Datatypes become tables first.
	if (value === undefined || !node.isPlain()) return undefined;
	const problem = findUnstorable(value);
	return problem !== undefined ? { code: "invalid", message: `${what}: expected ${problem.expected}` } : undefined;
}
