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

/** Sorts a DataStore error by its code: the message begins with it, as in `502: API Services rejected request`. */
export function classifyStoreError(problem: unknown): StoreFailure {
	const message = tostring(problem);
	const [code] = message.match("^(%d+):");
	return { message, retryable: !FATAL_CODES.has((code ?? "") as string) };
}
