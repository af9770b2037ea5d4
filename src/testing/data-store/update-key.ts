import { Entry } from "./backend";
import { checkAttributes } from "./check-attributes";
import { copyImage } from "./copy-image";
import { jsonImage } from "./json-image";
import { KeyAddress } from "./key-address";
import { enterQueue, sendHalf } from "./request";
import { runTransform } from "./run-transform";
import { StoreContext } from "./store-context";

const KIND = "UpdateAsync";

/**
 * UpdateAsync: reads the backend, never the cache; runs the transform; writes if nobody else has written since, and else
 * begins again with one more read, as often as it takes (platform.md 1, UpdateAsync). The transform sees no key info when
 * there is no value (platform.md 11). Returns what was written, or nil when the transform cancelled.
 */
export function updateKey(context: StoreContext, address: KeyAddress, transform: Callback): Entry | undefined {
	enterQueue(context, { kind: KIND, address });
	// A request that its sender has given up may come through to the server's transform all the same, once.
	const restart = () => {
		context.deliver(() => {
			const [ok] = pcall(() => attemptUpdate(context, address, transform));
			context.count(ok ? "UpdateAsync (late)" : "UpdateAsync (late, failed)");
		});
	};
	return attemptUpdate(context, address, transform, restart);
}

function attemptUpdate(
	context: StoreContext,
	address: KeyAddress,
	transform: Callback,
	restart?: () => void,
): Entry | undefined {
	const { backend, switches, budgets, limits } = context;
	const sizeOf = (entry: Entry | undefined) => entry?.size ?? 0;
	while (true) {
		const reading = { kind: KIND, address, half: "read", restart, sizeOf } as const;
		const current = sendHalf(context, reading, () => backend.read(address));
		const info = current?.value !== undefined ? current.info : undefined;
		const wanted = runTransform(transform, copyImage(current?.value), info, switches.transformFailure);
		if (wanted.value === undefined) {
			if (!limits.cancelledUpdateCostsWrite) budgets.charge(["StandardWrite"], -1);
			return undefined;
		}
		const image = jsonImage(wanted.value);
		const attributes = checkAttributes(wanted.userIds, wanted.metadata, switches.userIdsMax);
		const counter = current?.counter;
		const writing = { kind: KIND, address, half: "write", size: image.size } as const;
		const written = sendHalf(context, writing, () => backend.compareAndSet(address, counter, image, attributes));
		if (written !== undefined) return written;
		context.count("UpdateAsync (conflict)");
		budgets.charge(["StandardRead"], 1);
	}
}
