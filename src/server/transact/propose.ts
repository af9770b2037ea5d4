import { Check, Edit, EditResult } from "../../shared/data/edit";
import { jsonSize } from "../../shared/data/json-size";
import { unionChanges } from "../../shared/data/union-changes";
import { updateAll } from "../../shared/data/update-all";
import { HoldfastError, holdfastError } from "../../shared/errors";
import { fail, Result, succeed } from "../../shared/result";
import type { Session } from "../session/session";
import { documentId, isSameDocument } from "../store/document-name";

/** Bytes of JSON that a transaction's part may take of a record, beside the data. */
export const PART_SIZE_MAX = 256 * 1024;

export type AnySession = Session<object>;

/** A function of the game's that changes copies of several documents. */
export type GroupRecipe = (drafts: ReadonlyArray<object>) => unknown;

/** All that is wrong. */
export type Errors = ReadonlyArray<HoldfastError>;

/** What is to become of several documents as they are now: the edit of each, by its place in the list. */
export type GroupEdit = (
	roots: ReadonlyArray<object>,
) => Result<(index: number, root: object, check: Check) => EditResult<object>, Errors>;

/** Changes of one document that were checked and are not committed. */
export interface Proposal {
	readonly session: AnySession;
	readonly edit: Edit<object>;
}

/** Why there can be no transaction over these documents, whatever it does; undefined if there can. */
export function findUnfit(sessions: ReadonlyArray<AnySession>): HoldfastError | undefined {
	if (sessions.isEmpty()) return holdfastError("invalidTransaction", "A transaction needs at least one document.");
	const seen = new Set<string>();
	for (const { party } of sessions) {
		const id = documentId(party.name);
		if (seen.has(id))
			return holdfastError("invalidTransaction", "The same document is in it twice.", { ...party.name });
		seen.add(id);
	}
	return undefined;
}

/** The same of a document and one that may be elsewhere. */
export function unfitAcross({ party }: AnySession, collection: string, key: string): HoldfastError | undefined {
	if (!isSameDocument(party.name, { collection, key })) return party.editor.refusal();
	return holdfastError("invalidTransaction", "The same document is in it twice.", { collection, key });
}

/** The edit that a recipe makes of copies. */
export function editBy(recipe: GroupRecipe): GroupEdit {
	return (roots) => {
		const made = updateAll(roots, recipe);
		return made.ok ? made : fail([made.error]);
	};
}

/** Edits all, and checks what was made of each: all that is wrong, or all that there is to commit. */
export function propose(sessions: ReadonlyArray<AnySession>, edit: GroupEdit): Result<Array<Proposal>, Errors> {
	const begun = new Array<AnySession>();
	for (const session of sessions) {
		const refusal = session.party.editor.begin();
		if (refusal !== undefined)
			return abandon(begun, [{ ...refusal, context: { ...refusal.context, ...session.party.name } }]);
		begun.push(session);
	}
	const made = edit(sessions.map((session) => session.data as object));
	if (!made.ok) return abandon(begun, made.error);
	const errors = new Array<HoldfastError>();
	const proposals = new Array<Proposal>();
	sessions.forEach((session, index) => {
		const { party } = session;
		const proposed = party.editor.propose((root) => made.value(index, root, session.storable));
		const wrong = proposed.ok ? tooLarge(session, proposed.value) : proposed.error;
		if (wrong !== undefined) errors.push({ ...wrong, context: { ...wrong.context, ...party.name } });
		else if (proposed.ok) proposals.push({ session, edit: proposed.value });
	});
	return errors.isEmpty() ? succeed(proposals) : fail(errors);
}

function abandon(begun: ReadonlyArray<AnySession>, errors: Errors): Result<never, Errors> {
	for (const { party } of begun) party.editor.cancel();
	return fail(errors);
}

function tooLarge({ party }: AnySession, { root, changes }: Edit<object>): HoldfastError | undefined {
	if (changes.isEmpty()) return undefined;
	const size = jsonSize(unionChanges([party.baseForm()], party.encode(root)));
	if (size <= PART_SIZE_MAX) return undefined;
	return holdfastError("tooLarge", "The transaction changes too much of a document.", {
		expected: `at most ${PART_SIZE_MAX} bytes of JSON`,
		actual: `${size} bytes`,
	});
}
