/** What was thrown or rejected with, as one text: a promise error's cause, a table's `message`, else `tostring`. */
export function errorText(thrown: unknown): string {
	if (Promise.Error.is(thrown)) return thrown.error ?? tostring(thrown);
	if (typeIs(thrown, "table")) {
		const message = (thrown as { message?: unknown }).message;
		if (typeIs(message, "string")) return message;
	}
	return tostring(thrown);
}
