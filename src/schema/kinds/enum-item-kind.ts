import { t } from "@rbxts/t";

import type { JsonSchema } from "../json-schema";
import { Check, Kind, StoredType } from "../kind";
import type { ErrorWalk } from "../walk";

/** An item of an engine's enum, stored by its name: the numbers have changed before. */
export class EnumItemKind extends Kind {
	readonly expected: string;
	readonly is: Check;
	readonly storedTypes: ReadonlyArray<StoredType> = ["string"];
	override readonly storedAsIs = false;
	readonly items = new Map<string, EnumItem>();

	constructor(enumeration: Enum) {
		super();
		this.expected = `an item of ${enumeration}`;
		this.is = t.enum(enumeration);
		for (const item of enumeration.GetEnumItems()) this.items.set(item.Name, item);
	}

	override encode(value: unknown): unknown {
		return this.is(value) ? (value as EnumItem).Name : value;
	}

	override decode(stored: unknown, walk: ErrorWalk): unknown {
		if (this.is(stored)) return stored;
		const item = typeIs(stored, "string") ? this.items.get(stored) : undefined;
		if (item !== undefined) return item;
		walk.report("stored", `${this.expected} by its name`, stored);
		return stored;
	}

	override jsonSchema(): JsonSchema {
		const names = new Array<string>();
		for (const [name] of this.items) names.push(name);
		return { enum: names.sort(), "x-datatype": this.expected };
	}
}
