import { findDifference, visiblePart } from "../visible-part";
import type { ClientChecker, Quiet } from "./client-checker";

/** When all is quiet, every client shows what the server lets it see. */
export class ViewsAgree implements ClientChecker {
	readonly name = "views-agree";

	constructor(private readonly complain: (problem: string) => void) {}

	finished({ showings }: Quiet): void {
		for (const { guest, key, view, data, state } of showings) {
			const difference = findDifference(visiblePart(data, view), state);
			if (difference !== undefined) this.complain(`${guest} sees ${key} (${view}) wrong: ${difference}`);
		}
	}
}
