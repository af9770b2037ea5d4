import type { JsonSchema } from "../json-schema";
import { Check, Kind, StoredType } from "../kind";
import type { ErrorWalk } from "../walk";

/** Whatever a check of `@rbxts/t` accepts, stored as it is. */
export class CustomKind extends Kind {
	readonly expected: string;
	readonly is: Check;
	readonly storedTypes: ReadonlyArray<StoredType> = ["any"];
	override readonly asksGame = true;

	constructor(
		check: Check,
		private readonly rule: string,
	) {
		super();
		this.expected = `what ${rule} accepts`;
		// Checks of other hands may throw at a value they did not think of.
		this.is = (value) => {
			const [ran, answer] = pcall(check, value);
			return ran && answer === true;
		};
	}

	override collect(value: unknown, walk: ErrorWalk): void {
		if (!this.is(value)) walk.report(this.rule, this.expected, value);
	}

	override jsonSchema(): JsonSchema {
		return { "x-check": this.rule };
	}
}
