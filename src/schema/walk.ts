import { formatPath, Path } from "../shared/data/path";
import type { Key } from "../shared/data/table";
import { describeValue } from "./describe-value";
import { ValidationError } from "./validation-error";

/** How often a recursive schema may be inside itself: as deep as a document may be, so that a cycle ends. */
export const RECURSION_MAX = 64;

/** What ends a walk through a value that is inside itself. */
export interface RecursionGuard {
	/** How many recursive schemas the walk is inside of. */
	recursion: number;
	/** Whether it was ever inside of too many. */
	tooDeep: boolean;
}

/** Where a walk through a value is. */
export class Walk implements RecursionGuard {
	recursion = 0;
	tooDeep = false;
	private readonly segments: Array<string | number>;

	/** @param start where the value is that the walk begins with */
	constructor(start: Path = []) {
		this.segments = table.clone(start) as Array<string | number>;
	}

	enter(segment: string | number): void {
		this.segments.push(segment);
	}

	leave(): void {
		this.segments.pop();
	}

	protected depth(): number {
		return this.segments.size();
	}

	here(): Path {
		return table.clone(this.segments);
	}
}

/** A walk that looks for all that is wrong. */
export class ErrorWalk extends Walk {
	readonly errors = new Array<ValidationError>();
	/** The raw keys of the one place inside which a value differs from the one before, where it is known. */
	within?: ReadonlyArray<Key>;

	/** The raw key under which all is that differs from the value before, if it is known to be one. */
	changedKey(): Key | undefined {
		return this.within?.[this.depth()];
	}

	report(rule: string, expected: string, value: unknown): void {
		this.errors.push({ path: this.here(), rule, expected, actual: describeValue(value) });
	}

	/** Reports something about what is under one key of the value at hand. */
	reportAt(segment: string | number, rule: string, expected: string, value: unknown): void {
		this.enter(segment);
		this.report(rule, expected, value);
		this.leave();
	}
}

/** What `sanitize` did at one place. */
export interface SanitizeAction {
	readonly path: Path;
	readonly action: "clamped" | "trimmed" | "dropped" | "filled" | "replaced";
	readonly before: unknown;
	readonly after: unknown;
}

/** What a value becomes if it is mended in one of several ways, and what is done for it. */
export interface Attempt {
	readonly value: unknown;
	readonly actions: ReadonlyArray<SanitizeAction>;
}

/** A walk that mends, and says what it did. */
export class SanitizeWalk extends Walk {
	readonly actions = new Array<SanitizeAction>();
	/** By what has made it and where. Of all walks that try something out for the same one. */
	private attempts = new Map<object, Map<string, Attempt & { readonly before: unknown }>>();

	/** A walk from here that may come to nothing. */
	tryOut(): SanitizeWalk {
		const trial = new SanitizeWalk(this.here());
		trial.recursion = this.recursion;
		trial.tooDeep = this.tooDeep;
		trial.attempts = this.attempts;
		return trial;
	}

	/**
	 * Does what one attempt does. It is made once: where what is around is tried in several ways, all inside would be again for
	 * each of them, at every level of a recursive value.
	 */
	attempt(by: object, before: unknown, make: () => Attempt): unknown {
		let made = this.attempts.get(by);
		if (made === undefined) {
			made = new Map();
			this.attempts.set(by, made);
		}
		const place = formatPath(this.here());
		let known = made.get(place);
		if (known === undefined || known.before !== before) {
			known = { ...make(), before };
			made.set(place, known);
		}
		for (const action of known.actions) this.actions.push(action);
		return known.value;
	}

	note<T>(action: SanitizeAction["action"], before: unknown, after: T): T {
		this.actions.push({ path: this.here(), action, before, after });
		return after;
	}

	dropAt(segment: string | number, before: unknown): void {
		this.enter(segment);
		this.note("dropped", before, undefined);
		this.leave();
	}
}
