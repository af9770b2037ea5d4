/** Ends the calling thread as the platform does: with a text that begins with its code. */
export function throwDataStoreError(code: number, text: string): never {
	return error(`${code}: ${text}`, 0) as never;
}
