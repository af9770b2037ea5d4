/** What the text of every error starts with that is about a message's form. */
export const MALFORMED = "malformed message";

/** Ends the reading of a message that is none. Whoever reads what others send calls in protected mode. */
export function malformed(why: string): never {
	return error(`${MALFORMED}: ${why}`, 0) as never;
}
