import { thrownText } from "../thrown-text";

/** What was thrown or rejected with, as one text: a promise error's cause, a table's `message`, else `tostring`. */
export function errorText(thrown: unknown): string {
	return Promise.Error.is(thrown) ? (thrown.error ?? tostring(thrown)) : thrownText(thrown);
}
