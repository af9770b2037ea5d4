import { StoreFailure } from "./ports";

// Codes of the platform's list that say the request itself is wrong, or never allowed here.
const FATAL_CODES = new ReadonlySet([
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
]);

// The request was dropped on this server: it cannot have been applied.
const UNSENT_CODES = new ReadonlySet(["301", "302", "303", "304", "305", "306"]);

/** Sorts a DataStore error by its code: the message begins with it, as in `502: API Services rejected request`. */
export function classifyStoreError(problem: unknown): StoreFailure {
	const message = tostring(problem);
	const [digits] = message.match("^(%d+):");
	const code = (digits ?? "") as string;
	const unsent = UNSENT_CODES.has(code) || message.find("GameServerThrottled", 1, true)[0] !== undefined;
	return { message, retryable: !FATAL_CODES.has(code), unsent };
}
