// The words of the platform's tables of status codes (platform.md 3, Statuses), without their full stops.
const TEXTS = {
	DataStructureItemsOverLimit: "Exceeds data structure level item count limit",
	DataStructureMemoryOverLimit: "Exceeds data structure level memory size limit",
	DataStructureRequestsOverLimit: "Exceeds data structure level request unit limit",
	InternalError: "Internal Error",
	InvalidExpirationTime: "The field 'expiration' time must be between 0 and 3,888,000",
	InvalidRequest: "The request doesn't have required information or has malformed information",
	ItemValueSizeTooLarge: "Value size exceeds limit (32KB)",
	RequestThrottled: "Recent MemoryStores requests hit one or more limits",
	TotalMemoryOverLimit: "Exceeds universe-level memory quota",
	TotalRequestsOverLimit: "Exceeds universe-level request unit limit",
	TransformCallbackFailed: "Failed to invoke transformation callback function",
	UpdateConflict: "Exceeded max number of retries",
};

/** Why a request to a memory store fails, by the platform's own names. */
export type MemoryStatus = keyof typeof TEXTS;

/**
 * Ends the calling thread as the platform does: with a text that begins with the status, as in `UpdateConflict: Exceeded
 * max number of retries`. How exactly it is worded is not documented (platform.md 3).
 */
export function throwMemoryError(status: MemoryStatus, text: string = TEXTS[status]): never {
	return error(`${status}: ${text}`, 0) as never;
}

/** What such an error says. */
export function memoryErrorText(status: MemoryStatus): string {
	return `${status}: ${TEXTS[status]}`;
}
