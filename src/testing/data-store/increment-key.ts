import { Entry } from "./backend";
import { Attributes } from "./check-attributes";
import { checkWhole, isWhole } from "./check-whole";
import { jsonImage } from "./json-image";
import { KeyAddress } from "./key-address";
import { sendWrite } from "./request";
import { StoreContext } from "./store-context";

/**
 * IncrementAsync: adds at the backend, in one step; a key that holds nothing counts as 0. Throws for anything but whole
 * numbers (platform.md 1, IncrementAsync).
 */
export function incrementKey(
	context: StoreContext,
	address: KeyAddress,
	delta: unknown,
	attributes: Attributes,
): Entry {
	const whole = checkWhole(delta);
	const result = sendWrite(context, { kind: "IncrementAsync", address }, () => {
		const current = context.backend.read(address)?.value ?? 0;
		if (!isWhole(current)) return { entry: undefined, current };
		return { entry: context.backend.write(address, jsonImage(current + whole), attributes), current };
	});
	return result.entry ?? (checkWhole(result.current) as never);
}
