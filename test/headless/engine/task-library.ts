import type { Realm } from "./realm";
import * as threads from "./threads";

function checkedTarget(value: unknown, name: string): Callback | thread {
	if (typeIs(value, "function") || type(value) === "thread") return value as Callback;
	return error(`invalid argument #1 to '${name}' (function or thread expected)`, 0) as never;
}

/** A thread that has ended, or that runs right now, cannot be started. */
function startable(value: unknown, name: string): Callback | thread {
	const target = checkedTarget(value, name);
	if (type(target) === "thread" && coroutine.status(target as thread) !== "suspended") {
		error(`cannot ${name} non-suspended coroutine with arguments`, 0);
	}
	return target;
}

function secondsOf(value: unknown): number {
	return typeIs(value, "number") && value === value ? math.max(value, 0) : 0;
}

/** Waits until the first frame at least `seconds` from now; returns how long it really was. */
function waitSeconds(realm: Realm, seconds: unknown): number {
	realm.countCall();
	const began = realm.scheduler.now;
	const thread = coroutine.running();
	realm.schedule(realm.frameAt(began + secondsOf(seconds)), () => realm.resume(thread));
	coroutine.yield();
	// Frames are sums of 1/60 and may fall a hair early; never less than asked.
	return math.max(realm.scheduler.now - began, secondsOf(seconds));
}

function startLater(realm: Realm, seconds: unknown, target: Callback | thread, values: threads.Packed): thread {
	realm.countCall();
	const body = typeIs(target, "function") ? target : undefined;
	const thread = body !== undefined ? realm.createThread(body) : (target as thread);
	realm.schedule(realm.frameAt(realm.scheduler.now + secondsOf(seconds)), () => realm.resume(thread, values, body));
	return thread;
}

function startDeferred(realm: Realm, target: Callback | thread, values: threads.Packed): thread {
	realm.countCall();
	const body = typeIs(target, "function") ? target : undefined;
	const thread = body !== undefined ? realm.createThread(body) : (target as thread);
	realm.deferAction(() => realm.resume(thread, values, body));
	return thread;
}

function cancel(target: unknown): void {
	if (type(target) !== "thread") error("invalid argument #1 to 'cancel' (thread expected)", 0);
	const thread = target as thread;
	const status = coroutine.status(thread);
	if (status === "running" || status === "normal") error("cannot cancel thread", 0);
	if (status === "suspended") coroutine.close(thread);
}

/** The `task` library of one realm. */
export function createTaskLibrary(realm: Realm): object {
	return table.freeze({
		spawn: threads.variadic((values) => {
			realm.countCall();
			return realm.spawn(startable(values[1], "spawn"), threads.dropFirst(values));
		}),
		defer: threads.variadic((values) =>
			startDeferred(realm, checkedTarget(values[1], "defer"), threads.dropFirst(values)),
		),
		delay: threads.variadic((values) =>
			startLater(realm, values[1], checkedTarget(values[2], "delay"), threads.dropFirst(threads.dropFirst(values))),
		),
		wait: (seconds: unknown) => waitSeconds(realm, seconds),
		cancel: (target: unknown) => {
			realm.countCall();
			cancel(target);
		},
		synchronize: () => undefined,
		desynchronize: () => undefined,
	});
}

/** The old global `wait`, `spawn` and `delay`, which live on in old code. */
export function createLegacyScheduling(realm: Realm) {
	return {
		wait: (seconds: unknown) => $tuple(waitSeconds(realm, seconds ?? 0.03), realm.scheduler.now),
		spawn: (body: unknown) => {
			startLater(realm, 0, checkedTarget(body, "spawn"), threads.pack());
		},
		delay: (seconds: unknown, body: unknown) => {
			startLater(realm, seconds, checkedTarget(body, "delay"), threads.pack());
		},
	};
}
