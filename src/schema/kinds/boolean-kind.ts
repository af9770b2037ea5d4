import { t } from "@rbxts/t";

import type { JsonSchema } from "../json-schema";
import { Check, Kind, StoredType } from "../kind";

export class BooleanKind extends Kind {
	readonly expected = "a boolean";
	readonly is: Check = t.boolean;
	readonly storedTypes: ReadonlyArray<StoredType> = ["boolean"];

	override jsonSchema(): JsonSchema {
		return { type: "boolean" };
	}
}
