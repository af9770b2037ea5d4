import { InstanceNode } from "../engine/instances/instance-node";
import type { Realm } from "../engine/realm";
import { crossPacked } from "../engine/remotes/crossing";
import * as threads from "../engine/threads";
import type { World } from "../engine/world";
import type { Channel } from "./channel";

/** How a remote function's call ended. */
export interface InvocationResult {
	readonly ok: boolean;
	readonly values: threads.Packed;
}

/** Runs the callback of a remote function on the side that was called, and hands its results to `reply`. */
export function runCallback(
	realm: Realm,
	remote: InstanceNode,
	callbackName: string,
	values: threads.Packed,
	reply: (result: InvocationResult) => void,
): void {
	const call = () => {
		const callback = remote.getValue(callbackName) as Callback;
		const body = () => {
			const outcome = threads.pack(...(pcall(callback, ...threads.unpack(values)) as unknown as LuaTuple<[]>));
			if (outcome[1] === true) {
				reply({ ok: true, values: threads.dropFirst(outcome) });
			} else {
				realm.reportError(outcome[2], undefined);
				reply({ ok: false, values: threads.pack(tostring(outcome[2])) });
			}
		};
		realm.spawn(body);
	};
	if (remote.getValue(callbackName) !== undefined) {
		call();
	} else {
		// The engine keeps the call until somebody sets the callback.
		const watch = remote.signal(`callback:${callbackName}`).connect(() => {
			watch.disconnect();
			call();
		}, false);
	}
}

/** Told of calls that wait, so that they can be given up when the other side is gone. */
export interface WaitingCalls {
	readonly began: (abandon: (reason: string) => void) => void;
	readonly ended: (abandon: (reason: string) => void) => void;
}

/** Calls a remote function across a connection and waits for its results, or throws the other side's error. */
export function invokeAcross(
	from: World,
	to: World,
	channels: { readonly there: Channel; readonly back: Channel },
	call: { readonly remote: InstanceNode; readonly callback: string; readonly values: threads.Packed },
	waiting?: WaitingCalls,
): LuaTuple<Array<unknown>> {
	const copied = crossPacked(call.values, to);
	const result = from.realm.suspend<InvocationResult>((wake) => {
		let answered = false;
		const abandon = (reason: string) => finish({ ok: false, values: threads.pack(reason) });
		const finish = (answer: InvocationResult) => {
			if (answered) return;
			answered = true;
			waiting?.ended(abandon);
			wake(answer);
		};
		waiting?.began(abandon);
		channels.there.send(() => {
			const target = to.byNetworkId.get(call.remote.networkId!);
			if (target === undefined) return;
			runCallback(to.realm, target, call.callback, copied, (answer) => {
				const values = crossPacked(answer.values, from);
				channels.back.send(() => finish({ ok: answer.ok, values }));
			});
		});
	});
	if (!result.ok) error(result.values[1], 0);
	return threads.unpack(result.values);
}
