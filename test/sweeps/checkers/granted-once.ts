import type { Checker, StoredDocument } from "./checker";

interface Bought {
	readonly key: string;
	readonly id: string;
}

/** What a player has paid for is given once; it is given and stored where the platform was told so. */
export class GrantedOnce implements Checker {
	readonly name = "granted-once";
	private readonly purchases = new Array<Bought>();

	constructor(
		private readonly complain: (problem: string) => void,
		private readonly stored: (key: string) => StoredDocument | undefined,
		/** The platform goes on handing it out. */
		private readonly isOpen: (key: string, id: string) => boolean,
	) {}

	bought(key: string, id: string): void {
		this.purchases.push({ key, id });
	}

	written(key: string, _: unknown, { data }: StoredDocument): void {
		for (const [id, count] of pairs(data?.bought ?? {})) {
			if (count > 1) this.complain(`${key}: ${id} was given ${count} times`);
		}
	}

	finished(): void {
		for (const { key, id } of this.purchases) {
			const isGiven = this.stored(key)?.data?.bought?.[id] !== undefined;
			if (!isGiven && !this.isOpen(key, id)) this.complain(`${key}: ${id} was called granted and is not there`);
		}
	}
}
