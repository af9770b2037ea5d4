import { t } from "@rbxts/t";

import type { JsonSchema } from "../json-schema";
import { Check, Kind, StoredType } from "../kind";
import type { ErrorWalk } from "../walk";

/** A moment, stored as milliseconds since 1970. */
export class DateTimeKind extends Kind {
	readonly expected = "a DateTime";
	readonly is: Check = t.DateTime;
	readonly storedTypes: ReadonlyArray<StoredType> = ["number"];
	override readonly storedAsIs = false;

	override encode(value: unknown): unknown {
		return t.DateTime(value) ? value.UnixTimestampMillis : value;
	}

	override decode(stored: unknown, walk: ErrorWalk): unknown {
		if (t.DateTime(stored)) return stored;
		if (typeIs(stored, "number")) {
			const [made, moment] = pcall(() => DateTime.fromUnixTimestampMillis(stored));
			if (made) return moment;
		}
		walk.report("stored", "a DateTime as milliseconds", stored);
		return stored;
	}

	override jsonSchema(): JsonSchema {
		return { type: "integer", "x-datatype": this.expected };
	}
}
