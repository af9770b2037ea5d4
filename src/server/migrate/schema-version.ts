/**
 * Which version of a collection's schema some data was written with: a number or a name, as it is stored in the record. A
 * name is only that: `"1.10"` comes after `"1.9"` because the steps say so.
 */
export type SchemaVersion = number | string;

/** True for what can name a version: a finite number, or a text that is not empty. */
export function isSchemaVersion(value: unknown): value is SchemaVersion {
	return typeIs(value, "number") ? value - value === 0 : typeIs(value, "string") && value !== "";
}

/** A version as messages show it: a name in quotes, so that `"2"` and `2` differ. */
export function showVersion(version: SchemaVersion): string {
	return typeIs(version, "string") ? `"${version}"` : tostring(version);
}
