import { keyIdOf } from "../cloud/request-ticket";

/** Which document: in a record, a page or a letter. */
export interface DocumentName {
	readonly collection: string;
	readonly key: string;
}

/** A document's name as one text that no other has. */
export function documentId({ collection, key }: DocumentName): string {
	return keyIdOf(collection, key);
}

export function isSameDocument(a: DocumentName, b: DocumentName): boolean {
	return a.collection === b.collection && a.key === b.key;
}
