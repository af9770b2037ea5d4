/// <reference types="@rbxts/testez/globals" />
import { s } from "../../../src/schema";
import { expectSame } from "../shared/data/support";

export = () => {
	it("says for tools what is stored", () => {
		const schema = s.object({
			coins: s.integer({ min: 0, max: 10, step: 2 }).default(4).describe("money"),
			name: s.string({ min: 1, max: 20, pattern: "^%w+$" }).private(),
			mode: s.enum(["a", "b"]),
			kind: s.literal("player"),
			partner: s.nullable(s.string()),
			seen: s.set(s.integer()),
			byId: s.map(s.integer(), s.boolean(), { max: 5 }),
			home: s.vector2().default(new Vector2(1, 2)),
		});
		expectSame(schema.toJsonSchema(), {
			$schema: "https://json-schema.org/draft/2020-12/schema",
			type: "object",
			required: ["byId", "coins", "home", "kind", "mode", "name", "seen"],
			properties: {
				coins: { type: "integer", minimum: 0, maximum: 10, multipleOf: 2, default: 4, description: "money" },
				name: { type: "string", minLength: 1, maxLength: 20, "x-luaPattern": "^%w+$", "x-private": true },
				mode: { enum: ["a", "b"] },
				kind: { const: "player" },
				partner: { anyOf: [{ type: "string" }, { type: "null" }] },
				seen: { type: "array", items: { type: "integer" }, uniqueItems: true },
				byId: {
					type: ["object", "array"],
					maxItems: 0,
					propertyNames: { pattern: "^-?[0-9]" },
					additionalProperties: { type: "boolean" },
					maxProperties: 5,
				},
				home: {
					type: "array",
					items: { type: "number" },
					minItems: 2,
					maxItems: 2,
					default: [1, 2],
					"x-datatype": "a Vector2",
				},
			},
		});
	});
};
