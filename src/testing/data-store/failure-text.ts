import { throttleName } from "../limits/experience-limits";
import { FailureKind } from "../requests/request-path";
import { KINDS, RequestKind } from "./request-kind";

/** What a DataStore request says that failed on its way (platform.md 2, error codes). */
export function failureText(kind: FailureKind, operation: string): string {
	if (kind === "failed") {
		return "502: API Services rejected request with error. HTTP 500 (Internal Server Error)";
	}
	// The writing half of an update is throttled as a write.
	const [name, half] = operation.match("^(%w+)(.*)$") as LuaTuple<[string, string]>;
	const { charges, dropped } = KINDS[name as RequestKind];
	if (kind === "queueFull") return dropped;
	const charge = half !== "" ? charges[charges.size() - 1] : charges[0];
	return `${throttleName(charge)}ExperienceThrottled: The request was throttled by experience limits.`;
}
