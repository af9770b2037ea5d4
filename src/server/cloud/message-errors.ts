import { StoreFailure } from "./ports";

// MessagingService has no codes, and its words are not documented: these parts of them mean that it can never work.
const FATAL_PARTS = [
	"character limit",
	"cannot be converted",
	"exceeds the maximum",
	"must be a",
	"must be text",
	"must publish this place",
	"not available on the client",
	"too long",
];

/** Sorts an error of MessagingService; what is not known may pass. */
export function classifyMessageError(problem: unknown): StoreFailure {
	const message = tostring(problem);
	const lower = message.lower();
	return { message, retryable: !FATAL_PARTS.some((part) => lower.find(part, 1, true)[0] !== undefined) };
}
