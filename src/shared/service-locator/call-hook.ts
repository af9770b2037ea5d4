import { Result, succeed } from "../result";
import { ServiceHooks } from "./service-hooks";
import { settle } from "./settle";

/** Calls the hook if the service has it, and waits for it (yields). The error is what it threw or rejected with. */
export function callHook(service: defined, name: keyof ServiceHooks): Result<unknown, string> {
	if (!typeIs(service, "table")) return succeed(undefined);
	const hook = (service as { readonly [K in keyof ServiceHooks]: unknown })[name];
	if (!typeIs(hook, "function")) return succeed(undefined);
	return settle<unknown>(() => (hook as (self: defined) => unknown)(service));
}
