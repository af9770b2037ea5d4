/// <reference types="@rbxts/testez/globals" />
import { classifyMemoryError } from "../../../../src/server/cloud/memory-errors";
import { classifyMessageError } from "../../../../src/server/cloud/message-errors";
import { StoreFailure } from "../../../../src/server/cloud/ports";
import { classifyStoreError } from "../../../../src/server/cloud/store-errors";
import { KINDS, RequestKind } from "../../../../src/testing/data-store/request-kind";
import { memoryErrorText, MemoryStatus } from "../../../../src/testing/memory-store/memory-error";

type Verdict = "passing" | "fatal" | "unsent" | "fatal unsent";

function verdictOf({ retryable, unsent }: StoreFailure): Verdict {
	if (unsent === true) return retryable ? "unsent" : "fatal unsent";
	return retryable ? "passing" : "fatal";
}

function expectAll(classify: (problem: unknown) => StoreFailure, cases: ReadonlyArray<[string, Verdict]>): void {
	for (const [text, verdict] of cases) {
		const failure = classify(text);
		assert(verdictOf(failure) === verdict, `${text} is ${verdictOf(failure)}, not ${verdict}`);
		assert(failure.message === text, `${text} became ${failure.message}`);
	}
}

export = () => {
	it("sorts the errors of DataStores by their code or name", () => {
		expectAll(classifyStoreError, [
			["101: Key name can't be empty.", "fatal"],
			["104: Cannot store Instance in data store.", "fatal"],
			["105: Serialized value exceeds 4194304 limit.", "fatal"],
			["304: UpdateAsync request dropped. Request was throttled, but throttled request queue was full.", "unsent"],
			["401: DataModel Inaccessible when game is shutting down", "passing"],
			["403: Cannot write to DataStore from Studio if API access is not enabled.", "fatal"],
			["StudioAccessToApisNotAllowed: Cannot write to DataStore from Studio", "fatal"],
			["You must publish this place to the web to access DataStore.", "fatal unsent"],
			["502: API Services rejected request with error. HTTP 500 (Internal Server Error)", "passing"],
			["502: it says GameServerThrottled: somewhere", "passing"],
			["512: UserID size exceeds 4 limit.", "fatal"],
			["KeyThrottled: The request was throttled because the key's throughput limit was reached.", "passing"],
			["StandardWriteExperienceThrottled: The request was throttled by experience limits.", "passing"],
			["StandardReadGameServerThrottled: The request was throttled by game server limits.", "unsent"],
			["InternalServerError: sorry", "passing"],
			["InvalidUserIds: no", "fatal"],
			["no code at all", "passing"],
		]);
		expect(classifyStoreError({ not: "text" }).retryable).to.equal(true);
	});

	it("knows what is throttled beyond this server, and for whom", () => {
		const throttledOf = (text: string) => classifyStoreError(text).throttled ?? "not";
		expect(throttledOf("StandardReadExperienceThrottled: The request was throttled by experience limits.")).to.equal(
			"experience",
		);
		expect(throttledOf("KeyThrottled: The request was throttled.")).to.equal("key");
		expect(throttledOf("DatastoreThrottled: The request was throttled.")).to.equal("key");
		expect(throttledOf("StandardReadGameServerThrottled: The request was throttled.")).to.equal("not");
		expect(throttledOf("502: it says KeyThrottled: somewhere")).to.equal("not");
	});

	it("knows every way in which the platform drops a request from a full queue", () => {
		for (const [kind] of pairs(KINDS)) {
			expect(verdictOf(classifyStoreError(KINDS[kind as RequestKind].dropped))).to.equal("unsent");
		}
	});

	it("sorts the errors of memory stores by their status", () => {
		const verdicts: Record<MemoryStatus, Verdict> = {
			DataStructureItemsOverLimit: "passing",
			DataStructureMemoryOverLimit: "passing",
			DataStructureRequestsOverLimit: "passing",
			InternalError: "passing",
			InvalidExpirationTime: "fatal unsent",
			InvalidRequest: "fatal",
			ItemValueSizeTooLarge: "fatal",
			RequestThrottled: "passing",
			TotalMemoryOverLimit: "passing",
			TotalRequestsOverLimit: "passing",
			TransformCallbackFailed: "fatal",
			UpdateConflict: "passing",
		};
		for (const [status, verdict] of pairs(verdicts)) {
			expectAll(classifyMemoryError, [[memoryErrorText(status as MemoryStatus), verdict as Verdict]]);
		}
		expectAll(classifyMemoryError, [
			["InvalidClientAccess: MemoryStoreService must be called from server", "fatal unsent"],
			["UnpublishedPlace", "fatal unsent"],
			["You must publish this place to the web to access MemoryStore.", "fatal unsent"],
			["something else", "passing"],
		]);
	});

	it("sorts the errors of messages by what they say", () => {
		expectAll(classifyMessageError, [
			["MessagingService: the topic must be text of 1 to 80 characters", "fatal"],
			["MessagingService: the message cannot be converted to json", "fatal"],
			["MessagingService: the message exceeds the 1024 character limit", "fatal"],
			["MessagingService: the callback must be a function", "fatal"],
			["MessagingService: too many subscriptions", "passing"],
			["MessagingService.PublishAsync: internal error", "passing"],
			["You must publish this place to the web to use MessagingService", "fatal"],
			["something else", "passing"],
		]);
	});
};
