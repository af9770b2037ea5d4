import type { Guess } from "../../../src/client/guess";
import { PendingMutation } from "../../../src/client/mutation";
import { pack } from "../../../src/mutators/packed";
import type { Changes } from "../../../src/shared/data/patch";

/** A guess that is due at once, of a mutator with this name. */
export function guessOf(name: string, args: ReadonlyArray<unknown> = [], options: Partial<Guess> = {}): Guess {
	return {
		intent: { kind: "call", name, args: pack(args, args.size()) },
		bytes: buffer.create(4),
		conflicts: "merge",
		mutations: [new PendingMutation("predicted")],
		shown: true,
		isGuessed: true,
		changes: [] as Changes,
		dueAt: 0,
		coalesces: false,
		sends: 0,
		...options,
	};
}

/** The same of a value for a place. */
export function setOf(path: ReadonlyArray<string>, value: defined, options: Partial<Guess> = {}): Guess {
	return guessOf("set", [], { intent: { kind: "set", place: 0, path, value }, coalesces: true, ...options });
}
