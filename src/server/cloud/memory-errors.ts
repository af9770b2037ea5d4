import { StoreFailure } from "./ports";

// Statuses that say the request itself is wrong, or never allowed here. Everything over a limit passes with time.
const FATAL = new ReadonlySet([
	"AccessDenied",
	"InvalidClientAccess",
	"InvalidExpirationTime",
	"InvalidRequest",
	"ItemValueSizeTooLarge",
	"TransformCallbackFailed",
	"UnpublishedPlace",
]);

// What the engine finds out by itself before it sends anything.
const UNSENT = new ReadonlySet(["InvalidClientAccess", "InvalidExpirationTime", "UnpublishedPlace"]);

// The engine's words for an unpublished place, where it gives no status.
const UNPUBLISHED = "must publish this place";

/** Sorts a MemoryStore error by the status that is the message's first word: `UpdateConflict: Exceeded max …`. */
export function classifyMemoryError(problem: unknown): StoreFailure {
	const message = tostring(problem);
	const unpublished = message.find(UNPUBLISHED, 1, true)[0] !== undefined;
	const status = unpublished ? "UnpublishedPlace" : ((message.match("^(%w+):?")[0] ?? "") as string);
	const retryable = !FATAL.has(status);
	return UNSENT.has(status) ? { message, retryable, unsent: true } : { message, retryable };
}
