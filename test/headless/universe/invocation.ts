import { InstanceNode } from "../engine/instances/instance-node";
import { Realm, textOfProblem } from "../engine/realm";
import { crossPacked } from "../engine/remotes/crossing";
import * as threads from "../engine/threads";
import type { World } from "../engine/world";
import type { Channel } from "./channel";

/** How a remote function's call ended. */
export interface InvocationResult {
	readonly ok: boolean;
	readonly values: threads.Packed;
}

function failure(reason: string): InvocationResult {
	return { ok: false, values: threads.pack(reason) };
}

/** The answer as the other side gets it: one whose values cannot cross is an error there. */
function crossResult(answer: InvocationResult, to: World): InvocationResult {
	const [ok, values] = pcall(() => crossPacked(answer.values, to));
	return ok ? { ok: answer.ok, values: values as threads.Packed } : failure(tostring(values));
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
			const outcome = threads.call(pcall, threads.prepend(callback, values));
			if (outcome[1] === true) {
				reply({ ok: true, values: threads.dropFirst(outcome) });
			} else {
				realm.reportError(outcome[2], undefined);
				reply(failure(textOfProblem(outcome[2])));
			}
		};
		realm.spawn(body);
	};
	if (remote.getValue(callbackName) !== undefined) {
		call();
	} else {
		// The engine keeps the call until somebody sets the callback.
		const stopWaiting = () => {
			set.disconnect();
			gone.disconnect();
		};
		const set = remote.signal(`callback:${callbackName}`).connect(() => {
			stopWaiting();
			call();
		}, false);
		const gone = remote.signal("Destroying").connect(() => {
			stopWaiting();
			reply(failure(`${remote.fullName()} was destroyed before ${callbackName} was set`));
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
		const abandon = (reason: string) => finish(failure(reason));
		const finish = (answer: InvocationResult) => {
			if (answered) return;
			answered = true;
			waiting?.ended(abandon);
			wake(answer);
		};
		waiting?.began(abandon);
		channels.there.send(() => {
			const target = to.byNetworkId.get(call.remote.networkId!);
			const answer = (given: InvocationResult) => {
				const crossed = crossResult(given, from);
				channels.back.send(() => finish(crossed));
			};
			if (target !== undefined) runCallback(to.realm, target, call.callback, copied, answer);
			else answer(failure(`${call.remote.name} is not there to be invoked`));
		});
	});
	if (!result.ok) error(result.values[1], 0);
	return threads.unpack(result.values);
}
