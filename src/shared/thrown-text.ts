/** What was thrown, as one text. It may be a table with metamethods of its own, which may throw as well. */
export function thrownText(thrown: unknown): string {
	const [shown, text] = pcall(textOf, thrown);
	return shown && typeIs(text, "string") ? text : typeOf(thrown);
}

function textOf(thrown: unknown): string {
	const message = typeIs(thrown, "table") ? (thrown as { message?: unknown }).message : undefined;
	return typeIs(message, "string") ? message : tostring(thrown);
}
