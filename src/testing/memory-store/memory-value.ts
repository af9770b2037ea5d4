import { JsonImage, jsonImage } from "../data-store/json-image";
import { throwMemoryError } from "./memory-error";

const VALUE_BYTES_MAX = 32 * 1024;
// The code of a value that is too large for any store, let alone for this one.
const TOO_LARGE = "^105";

/** What a value is after its way through JSON: refused when JSON does not have it, or when it is over 32 KB. */
export function memoryValue(value: unknown): JsonImage {
	const [ok, image] = pcall(jsonImage, value);
	if (ok && image.size <= VALUE_BYTES_MAX) return image;
	if (ok || tostring(image).match(TOO_LARGE)[0] !== undefined) throwMemoryError("ItemValueSizeTooLarge");
	return throwMemoryError("InvalidRequest", "Unable to convert value to json");
}
