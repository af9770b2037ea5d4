import type { ClientChecker } from "./client-checker";

/** Nothing that a client asks for is done twice. */
export class Once implements ClientChecker {
	readonly name = "once";

	constructor(private readonly complain: (problem: string) => void) {}

	ran(key: string, id: string, times: number): void {
		if (times !== 1) this.complain(`${id} was done in ${key} for the ${times}. time`);
	}
}
