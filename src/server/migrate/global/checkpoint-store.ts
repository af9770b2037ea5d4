import { Result, succeed } from "../../../shared/result";
import { StoreFailure } from "../../cloud/ports";
import { MIGRATION_KEY } from "../../store/keys";
import { advanceCheckpoint, AdvanceOutcome, AdvanceRequest } from "./advance-checkpoint";
import { GlobalCheckpoint, isCheckpoint } from "./checkpoint";
import { claimCheckpoint, ClaimOutcome, ClaimRequest } from "./claim-checkpoint";
import { GlobalParts } from "./global-parts";
import { persist } from "./persist";

/** The checkpoint of a collection's global migration: one key beside the documents, written by compare-and-set. */
export class CheckpointStore {
	constructor(private readonly parts: GlobalParts) {}

	/** Yields. */
	read(): Result<GlobalCheckpoint | undefined, StoreFailure> {
		const { cloud, collection, scheduler } = this.parts;
		const send = () => cloud.stores.read(collection, MIGRATION_KEY);
		const result = persist(scheduler, { store: collection, key: MIGRATION_KEY, cost: "read", send });
		if (!result.ok) return result;
		return succeed(isCheckpoint(result.value) ? result.value : undefined);
	}

	/** Yields. */
	claim(request: ClaimRequest): Result<ClaimOutcome, StoreFailure> {
		return this.update<ClaimOutcome>({ kind: "none" }, (stored) => claimCheckpoint(stored, request));
	}

	/** What there is to say is asked for when it is written, so that a request which waited says the newest. Yields. */
	advance(ask: () => AdvanceRequest): Result<AdvanceOutcome, StoreFailure> {
		return this.update<AdvanceOutcome>("lost", (stored) => advanceCheckpoint(stored, ask()));
	}

	/** Lets a run stop, whoever has it; false if none is under way. Yields. */
	pause(): Result<boolean, StoreFailure> {
		return this.update<boolean>(false, (stored) => {
			if (stored?.state !== "running") return { outcome: stored?.state === "paused" };
			return { outcome: true, write: { ...stored, state: "paused" } };
		});
	}

	private update<O>(
		initial: O,
		decide: (stored: GlobalCheckpoint | undefined) => { readonly outcome: O; readonly write?: GlobalCheckpoint },
	): Result<O, StoreFailure> {
		const { cloud, collection, scheduler } = this.parts;
		let outcome = initial;
		const send = () =>
			cloud.stores.update(collection, MIGRATION_KEY, (stored, userIds) => {
				const step = decide(isCheckpoint(stored) ? stored : undefined);
				outcome = step.outcome;
				return step.write !== undefined ? { value: step.write, userIds } : undefined;
			});
		const result = persist(scheduler, { store: collection, key: MIGRATION_KEY, cost: "update", send });
		return result.ok ? succeed(outcome) : result;
	}
}
