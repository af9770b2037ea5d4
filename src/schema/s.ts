import { t } from "@rbxts/t";

import type { Fields, Infer, ObjectOf, OrNothing, Seen, Visible, VisibleOf } from "./infer";
import type { Kind } from "./kind";
import { ArrayKind } from "./kinds/array-kind";
import { BooleanKind } from "./kinds/boolean-kind";
import { BufferKind } from "./kinds/buffer-kind";
import { CustomKind } from "./kinds/custom-kind";
import { DatatypeKind } from "./kinds/datatype-kind";
import { CFRAME, COLOR3, UDIM2, VECTOR2, VECTOR3 } from "./kinds/datatypes";
import { DateTimeKind } from "./kinds/date-time-kind";
import { EnumItemKind } from "./kinds/enum-item-kind";
import { LazyKind } from "./kinds/lazy-kind";
import { LiteralKind, LiteralValue } from "./kinds/literal-kind";
import { MapKind } from "./kinds/map-kind";
import { NumberKind, NumberOptions } from "./kinds/number-kind";
import { ObjectKind } from "./kinds/object-kind";
import { OptionalKind } from "./kinds/optional-kind";
import { RecordKind } from "./kinds/record-kind";
import { SetKind } from "./kinds/set-kind";
import { StringKind, StringOptions } from "./kinds/string-kind";
import { UnionKind } from "./kinds/union-kind";
import { Schema } from "./schema";
import { SchemaNode } from "./schema-node";
import { SizeLimits } from "./size-limits";

function schemaOf<T, V = unknown>(kind: Kind): Schema<T, V> {
	return new Schema<T, V>(new SchemaNode(kind));
}

function object<F extends Fields>(fields: F): Schema<ObjectOf<F>, VisibleOf<F>> {
	const nodes = new Map<string, SchemaNode>();
	for (const [name, field] of pairs(fields as Readonly<Record<string, Schema<unknown>>>)) nodes.set(name, field.node);
	return schemaOf(new ObjectKind(nodes));
}

function map<K extends defined, T, V>(
	key: Schema<K>,
	value: Schema<T, V>,
	limits: SizeLimits = {},
): Schema<Map<K, NonNullable<T>>, Map<K, NonNullable<Seen<T, V>>>> {
	return schemaOf(new MapKind(key.node, value.node, limits));
}

function union<S extends ReadonlyArray<Schema<unknown>>>(...members: S): Schema<Infer<S[number]>, Visible<S[number]>> {
	return schemaOf(new UnionKind(members.map((member) => member.node)));
}

/** Everything that a schema is made of. */
export const s = table.freeze({
	/** Named fields. Fields it does not name are kept. */
	object,
	/** A list of `min` to `max` items. */
	array: <T extends defined, V>(item: Schema<T, V>, limits: SizeLimits = {}): Schema<Array<T>, Array<Seen<T, V>>> =>
		schemaOf(new ArrayKind(item.node, limits)),
	/** Keys are strings or numbers. */
	map,
	/** Members are strings or numbers. */
	set: <T extends defined>(item: Schema<T>, limits: SizeLimits = {}): Schema<Set<T>> =>
		schemaOf(new SetKind(item.node, limits)),
	/** An object with any string keys. */
	record: <T, V>(value: Schema<T, V>, limits: SizeLimits = {}): Schema<Record<string, T>, Record<string, Seen<T, V>>> =>
		schemaOf(new RecordKind(value.node, limits)),
	/** The first of these that fits. Objects with a literal field of their own each are told apart by it. */
	union,
	literal: <const V extends ReadonlyArray<LiteralValue>>(...values: V): Schema<V[number]> =>
		schemaOf(new LiteralKind(values)),
	enum: <const V extends string | number>(values: ReadonlyArray<V>): Schema<V> => schemaOf(new LiteralKind(values)),
	/** Lengths are in characters. */
	string: (options: StringOptions = {}): Schema<string> => schemaOf(new StringKind(options)),
	/** Never NaN nor infinite. */
	number: (options: NumberOptions = {}): Schema<number> => schemaOf(new NumberKind(options, false)),
	integer: (options: NumberOptions = {}): Schema<number> => schemaOf(new NumberKind(options, true)),
	boolean: (): Schema<boolean> => schemaOf(new BooleanKind()),
	optional: <T, V>(schema: Schema<T, V>): Schema<T | undefined, OrNothing<Seen<T, V>>> => schema.optional(),
	/** Like `optional`, and `null` in the JSON Schema: Luau has no other nothing. */
	nullable: <T, V>(schema: Schema<T, V>): Schema<T | undefined, OrNothing<Seen<T, V>>> =>
		schemaOf(new OptionalKind(schema.node, true)),
	/** A schema that may contain itself: looked up when first used. */
	lazy: <T, V = unknown>(find: () => Schema<T, V>): Schema<T, V> =>
		schemaOf(new LazyKind(() => (find() as Schema<T, V> | undefined)?.node)),
	vector2: (): Schema<Vector2> => schemaOf(new DatatypeKind(VECTOR2)),
	vector3: (): Schema<Vector3> => schemaOf(new DatatypeKind(VECTOR3)),
	cframe: (): Schema<CFrame> => schemaOf(new DatatypeKind(CFRAME)),
	color3: (): Schema<Color3> => schemaOf(new DatatypeKind(COLOR3)),
	udim2: (): Schema<UDim2> => schemaOf(new DatatypeKind(UDIM2)),
	dateTime: (): Schema<DateTime> => schemaOf(new DateTimeKind()),
	/** Stored by its name. */
	enumItem: <E extends Enum>(enumeration: E): Schema<Extract<E[keyof E], EnumItem>> =>
		schemaOf(new EnumItemKind(enumeration)),
	/** `min` to `max` bytes. */
	buffer: (limits: SizeLimits = {}): Schema<buffer> => schemaOf(new BufferKind(limits)),
	/**
	 * What a check of `@rbxts/t` accepts; it must be storable as it is. The check must not wait (yield). The name is the rule in
	 * errors.
	 */
	custom: <T>(check: t.check<T>, name = "custom"): Schema<T> => schemaOf(new CustomKind(check, name)),
});
