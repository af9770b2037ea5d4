import { HoldfastError, holdfastError, misuse } from "../../shared/errors";
import { fail, Result, succeed } from "../../shared/result";
import type { Collection } from "../collection";
import type { VersionLabel } from "../migrate/judge-version";
import { checkKey } from "../store/keys";
import type { NewLabel } from "../store/record";

/** As much of a collection as protecting its documents takes: every collection fits. */
export type BackedCollection = Pick<
	Collection<object>,
	"name" | "backups" | "recovery" | "defaults" | "schema" | "migrations"
>;

/** The versions of a collection's data, as far as protecting it takes. */
export interface CollectionVersions {
	/** What new data is labelled as. */
	readonly label: NewLabel;
	/** False for data of a version that this server's code may not open. */
	readonly mayOpen: (label: VersionLabel) => boolean;
}

/** Which document, and whose it is. */
export interface DocumentAddress {
	readonly collection: BackedCollection;
	readonly key: string;
	/** Those of whom it is known here. */
	readonly userIds: ReadonlyArray<number>;
	readonly versions: CollectionVersions;
}

/** A document as callers name it: a player's by the user id, any other by its collection and key. */
export type DocumentTarget = readonly [userId: number] | readonly [collection: BackedCollection, key: string];

/** The address of a target, or why there is none; nothing is sent for it. `players` is the players' collection. */
export function addressOf(
	target: number | BackedCollection,
	key: string | undefined,
	players: BackedCollection | undefined,
	versionsOf: (collection: BackedCollection) => CollectionVersions,
): Result<DocumentAddress, HoldfastError<"invalidKey">> {
	if (!typeIs(target, "number")) {
		const invalid = checkKey(key as string, target.name);
		if (invalid !== undefined) return fail(invalid);
		const userIds = userIdsOf(target, key!, players);
		return succeed({ collection: target, key: key!, userIds, versions: versionsOf(target) });
	}
	if (players === undefined) return misuse("backups", "a user id needs a manager with a collection of players");
	if (target % 1 !== 0) {
		const context = { collection: players.name, expected: "a whole number", actual: tostring(target) };
		return fail(holdfastError("invalidKey", "This is no user id.", context));
	}
	return succeed({
		collection: players,
		key: "%d".format(target),
		userIds: [target],
		versions: versionsOf(players),
	});
}

function userIdsOf(
	collection: BackedCollection,
	key: string,
	players: BackedCollection | undefined,
): ReadonlyArray<number> {
	if (collection.name !== players?.name) return [];
	const userId = tonumber(key);
	return userId !== undefined && "%d".format(userId) === key ? [userId] : [];
}

/** Whose a value is said to be, with those that are known here. */
export function joinUserIds(stored: ReadonlyArray<number>, known: ReadonlyArray<number>): ReadonlyArray<number> {
	return [...stored, ...known.filter((userId) => !stored.includes(userId))];
}
