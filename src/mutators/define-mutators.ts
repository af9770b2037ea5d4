import type { Seen } from "../schema/infer";
import type { Schema } from "../schema/schema";
import { misuse } from "../shared/errors";
import { hidesAnything } from "../wire/visibility";
import type { AnyMutator, ArgumentSchemas, Mutator } from "./mutator";
import { ARGUMENTS_MAX } from "./packed";
import { findWritablePlaces } from "./writable-places";

/** More would not fit into what an intent takes to name one. */
const MUTATORS_MAX = 1000;

/** The mutators of one kind of document, as both sides declare them. */
export interface Mutators<T extends object = object, V = unknown, A = unknown> {
	/** Only for the compiler: the schemas of the arguments, by the mutator's name. */
	readonly _args?: A;
	/** Only for the compiler: what a client sees. */
	readonly _visible?: V;
	readonly schema: Schema<T>;
	/** In the order of their names, which is the same on both sides. */
	readonly names: ReadonlyArray<string>;
	readonly byName: ReadonlyMap<string, AnyMutator>;
}

/**
 * Declares what clients may ask for, once for both sides: a client runs a mutator on what it sees and sends only its name
 * and arguments; the server checks them and runs the same mutator on the document.
 */
export function defineMutators<T extends object, V, A extends Record<string, ArgumentSchemas>>(
	schema: Schema<T, V>,
	mutators: { readonly [K in keyof A]: Mutator<T, Seen<T, V>, A[K]> },
): Mutators<T, Seen<T, V>, A> {
	// Whoever has marked what cannot be set is told so here, and not when the first client asks.
	findWritablePlaces(schema.node);
	const byName = new Map<string, AnyMutator>();
	const names = new Array<string>();
	for (const [name, mutator] of pairs(mutators as unknown as Readonly<Record<string, AnyMutator>>)) {
		const cost = mutator.cost ?? 1;
		if (!(cost >= 0 && cost < math.huge)) misuse("defineMutators", `${name}: a cost is a finite number of at least 0`);
		if (mutator.args.size() > ARGUMENTS_MAX) misuse("defineMutators", `${name}: at most ${ARGUMENTS_MAX} arguments`);
		for (const schema of mutator.args) {
			if (hidesAnything(schema.node, true)) {
				misuse("defineMutators", `${name}: an argument has private parts, which do not travel`);
			}
		}
		byName.set(name, table.freeze({ ...mutator }));
		names.push(name);
	}
	if (names.size() > MUTATORS_MAX) misuse("defineMutators", `at most ${MUTATORS_MAX} mutators, not ${names.size()}`);
	names.sort();
	return table.freeze({ schema, names: table.freeze(names), byName }) as Mutators<T, Seen<T, V>, A>;
}
