import { checkWhole } from "./check-whole";
import { KeyAddress } from "./key-address";
import { OrderedEntry } from "./ordered-backend";
import { enterQueue, sendHalf } from "./request";
import { runTransform } from "./run-transform";
import { StoreContext } from "./store-context";

const KIND = "OrderedUpdate";

/** UpdateAsync of an OrderedDataStore: as that of a DataStore, for whole numbers. */
export function updateOrderedKey(
	context: StoreContext,
	address: KeyAddress,
	transform: Callback,
): OrderedEntry | undefined {
	const { switches, budgets, limits } = context;
	const { ordered } = context.backend;
	enterQueue(context, { kind: KIND, address });
	while (true) {
		const current = sendHalf(context, { kind: KIND, address, half: "read" }, () => ordered.read(address));
		const { value } = runTransform(transform, current?.value, undefined, switches.transformFailure);
		if (value === undefined) {
			if (!limits.cancelledUpdateCostsWrite) budgets.charge(["OrderedWrite"], -1);
			return undefined;
		}
		const whole = checkWhole(value);
		const writing = { kind: KIND, address, half: "write" } as const;
		const written = sendHalf(context, writing, () => ordered.compareAndSet(address, current?.counter, whole));
		if (written !== undefined) return written;
		context.count("OrderedUpdate (conflict)");
		budgets.charge(["OrderedRead"], 1);
	}
}
