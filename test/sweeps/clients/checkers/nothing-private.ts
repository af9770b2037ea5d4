import type { View } from "../../../../src/wire/wire-schema";
import { ownMark, SECRET_MARK } from "../client-rules";
import type { ClientChecker } from "./client-checker";

/** No byte of what is private is sent to anybody, and none of what is an owner's to anybody else. */
export class NothingPrivate implements ClientChecker {
	readonly name = "nothing-private";
	/** By key: whose client has been shown the whole of it. */
	private readonly owners = new Map<string, Set<number>>();

	constructor(private readonly complain: (problem: string) => void) {}

	shown(userId: number, key: string, view: View): void {
		const owners = this.owners.get(key) ?? new Set<number>();
		this.owners.set(key, owners);
		if (view === "owner") owners.add(userId);
	}

	sent(userId: number, bytes: string): void {
		if (contains(bytes, SECRET_MARK)) this.complain(`something private was sent to ${userId}`);
		for (const [key, owners] of this.owners) {
			if (owners.has(userId) || !contains(bytes, ownMark(key))) continue;
			this.complain(`something that is only for the owner of ${key} was sent to ${userId}`);
		}
	}
}

function contains(bytes: string, mark: string): boolean {
	return bytes.find(mark, 1, true)[0] !== undefined;
}
