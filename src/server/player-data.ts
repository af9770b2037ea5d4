import { DeepReadonly } from "../shared/data/deep-readonly";
import { ErrorKind, HoldfastError, holdfastError } from "../shared/errors";
import { fail, Result, succeed } from "../shared/result";
import { ClockPort } from "./cloud/ports";
import { Collection } from "./collection";
import { Commit, CommitContext } from "./commit/document";
import { OpenError } from "./session/open-session";
import type { Session } from "./session/session";
import type { OpeningReport } from "./session/session-results";

/** A player's document as it was loaded. */
export interface LoadedPlayerData<T> {
	/** Frozen. */
	readonly data: DeepReadonly<T>;
	readonly revision: number;
	/** Where it is from. */
	readonly source: OpeningReport["source"];
	/** Requests to the DataStore that it took. */
	readonly attempts: number;
	/** Seconds that it took. */
	readonly latency: number;
}

/** A player's document as it was saved or given free. */
export interface SavedPlayerData {
	/** The revision that the DataStore holds. */
	readonly revision: number;
	/** Seconds that it took. */
	readonly latency: number;
	/** Writes that it took, those for others who asked meanwhile included. */
	readonly attempts: number;
}

/** Why a player's data could not be changed, saved or unloaded. */
export type PlayerDataError = HoldfastError<ErrorKind>;

/** What the player's methods need of their manager. */
export interface PlayerDataParts<T extends object> {
	readonly collection: Collection<T>;
	readonly clock: ClockPort;
	readonly open: (key: string, userId: number) => Promise<Result<Session<T>, OpenError>>;
	readonly find: (key: string) => Session<T> | undefined;
}

/** A player's data by user id, on top of one collection of documents; the key is the user id as text. */
export class PlayerData<T extends object> {
	constructor(private readonly parts: PlayerDataParts<T>) {}

	load(userId: number): Promise<Result<LoadedPlayerData<T>, OpenError>> {
		const known = this.find(userId);
		if (known !== undefined) return Promise.resolve(succeed(this.describe(known)));
		return this.parts.open(this.keyOf(userId), userId).then((opened): Result<LoadedPlayerData<T>, OpenError> => {
			return opened.ok ? succeed(this.describe(opened.value)) : opened;
		});
	}

	get(userId: number): DeepReadonly<T> | undefined {
		return this.find(userId)?.data;
	}

	/** Makes `data` the whole document, and saves it. */
	save(userId: number, data?: T): Promise<Result<SavedPlayerData, PlayerDataError>> {
		const session = this.find(userId);
		if (session === undefined) return Promise.resolve(fail(this.notOpen(userId)));
		if (data !== undefined) {
			const replaced = session.replace(data);
			if (!replaced.ok) return Promise.resolve<Result<SavedPlayerData, PlayerDataError>>(replaced);
		}
		return this.measure(session, () => session.save());
	}

	/** A patch has the fields that change, whole; an updater changes a copy of the document. */
	update(
		userId: number,
		change: Partial<T> | ((draft: T) => void),
		context?: CommitContext,
	): Result<Commit<DeepReadonly<T>> | undefined, PlayerDataError> {
		const session = this.find(userId);
		if (session === undefined) return fail(this.notOpen(userId));
		const recipe = typeIs(change, "function")
			? (change as (draft: T) => void)
			: (draft: T) => {
					for (const [key, value] of pairs(change as Record<string, defined>)) {
						(draft as Record<string, defined>)[key] = value;
					}
				};
		return session.update(recipe, context);
	}

	unload(userId: number): Promise<Result<SavedPlayerData, PlayerDataError>> {
		const session = this.find(userId);
		if (session === undefined) return Promise.resolve(fail(this.notOpen(userId)));
		return this.measure(session, () => session.close());
	}

	/** The session of a player's document, while it is open. */
	find(userId: number): Session<T> | undefined {
		return this.parts.find(this.keyOf(userId));
	}

	private measure(
		session: Session<T>,
		save: () => ReturnType<Session<T>["save"]>,
	): Promise<Result<SavedPlayerData, PlayerDataError>> {
		const began = this.parts.clock.now();
		const before = session.countWrites();
		return save().then((saved): Result<SavedPlayerData, PlayerDataError> => {
			if (!saved.ok) return saved;
			const latency = this.parts.clock.now() - began;
			return succeed({ revision: saved.value.revision, latency, attempts: session.countWrites() - before });
		});
	}

	private describe(session: Session<T>): LoadedPlayerData<T> {
		const { source, attempts, seconds } = session.opening;
		return { data: session.data, revision: session.revision, source, attempts, latency: seconds };
	}

	private keyOf(userId: number): string {
		return "%d".format(userId);
	}

	private notOpen(userId: number): HoldfastError<"notOpen"> {
		const context = { collection: this.parts.collection.name, key: this.keyOf(userId) };
		return holdfastError("notOpen", "This player's data is not open on this server.", context);
	}
}
