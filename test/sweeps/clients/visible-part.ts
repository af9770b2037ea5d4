import type { View } from "../../../src/wire/wire-schema";
import type { ClientDocument } from "./client-rules";

/** What a client is to see of a document, said once more and by hand: it is what the library is compared with. */
export function visiblePart(data: ClientDocument, view: View): object {
	const { title, badges, coins, bio, level, aim, log } = data;
	if (view === "public") return { title, badges };
	const items = data.items.map(({ id, amount }) => ({ id, amount }));
	return { title, badges, coins, bio, level, aim, log, items };
}

/** Where two values differ first, by what is in them; nil if nowhere. */
export function findDifference(left: unknown, right: unknown, at = ""): string | undefined {
	if (left === right) return undefined;
	if (!typeIs(left, "table") || !typeIs(right, "table")) return `${at}: ${left} and ${right}`;
	const [these, those] = [left as Map<unknown, unknown>, right as Map<unknown, unknown>];
	for (const [key, value] of these) {
		const found = findDifference(value, those.get(key), `${at}/${key}`);
		if (found !== undefined) return found;
	}
	for (const [key, value] of those) {
		if (these.get(key) === undefined) return `${at}/${key}: nothing and ${value}`;
	}
	return undefined;
}
