/** Where a value is in a document: field names, map keys and 0-based array indices, from the root down. */
export type Path = ReadonlyArray<string | number>;
