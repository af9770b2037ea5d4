import * as threads from "../threads";
import { InstanceNode } from "./instance-node";

const WARNING_AFTER_SECONDS = 5;

/** Waits for a child; without a time-out it warns after five seconds and goes on waiting, as the engine does. */
export function waitForChild(node: InstanceNode, name: string, timeoutSeconds: number | undefined): unknown {
	const existing = node.findChild(name);
	if (existing !== undefined) return existing.proxy;

	const realm = node.realm;
	const thread = coroutine.running();
	let waiting = true;
	const finish = (found: object | undefined) => {
		if (!waiting) return;
		waiting = false;
		watch.disconnect();
		realm.resume(thread, threads.pack(found));
	};
	const check = () => {
		const child = node.findChild(name);
		if (child !== undefined) finish(child.proxy);
	};
	const watch = node.signal("ChildAdded").connect(check, false);
	const deadline = realm.frameAt(realm.scheduler.now + (timeoutSeconds ?? WARNING_AFTER_SECONDS));
	realm.schedule(deadline, () => {
		if (!waiting) return;
		if (timeoutSeconds !== undefined) {
			finish(undefined);
		} else {
			realm.say("warn", `Infinite yield possible on '${node.fullName()}:WaitForChild("${name}")'`);
		}
	});
	const [found] = coroutine.yield() as unknown as LuaTuple<[unknown]>;
	return found;
}
