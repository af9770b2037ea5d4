import { StoreFailure } from "./ports";

// Codes and names of the platform's list that say the request itself is wrong, or never allowed here.
const FATAL = new ReadonlySet([
	"101",
	"102",
	"103",
	"104",
	"105",
	"106",
	"107",
	"403",
	"404",
	"509",
	"511",
	"512",
	"513",
	"DatastoreDeleted",
	"InvalidExclusiveStartKey",
	"InvalidTimestamp",
	"InvalidUserIds",
	"StudioAccessToApisNotAllowed",
]);

// The server's own queue was full: the request was dropped before it was sent.
const UNSENT = new ReadonlySet(["301", "302", "303", "304", "305", "306"]);
const UNSENT_NAME = "GameServerThrottled$";
const EXPERIENCE_NAME = "ExperienceThrottled$";
// Of a key, or of the partition that holds it.
const KEY_NAMES = new ReadonlySet(["KeyThrottled", "DatastoreThrottled"]);

// Said without any code, by GetDataStore already.
const UNPUBLISHED = "must publish this place";

/** Sorts a DataStore error by its code or name, with which the message begins: `502: API Services rejected request`. */
export function classifyStoreError(problem: unknown): StoreFailure {
	const message = tostring(problem);
	if (message.find(UNPUBLISHED, 1, true)[0] !== undefined) return { message, retryable: false, unsent: true };
	const code = (message.match("^(%w+):")[0] ?? "") as string;
	if (UNSENT.has(code) || code.find(UNSENT_NAME)[0] !== undefined) return { message, retryable: true, unsent: true };
	if (code.find(EXPERIENCE_NAME)[0] !== undefined) return { message, retryable: true, throttled: "experience" };
	if (KEY_NAMES.has(code)) return { message, retryable: true, throttled: "key" };
	return { message, retryable: !FATAL.has(code) };
}
