import { Attributes } from "./check-attributes";

/** What a request tells about a key beside its value (platform.md 1, KeyInfo). */
export class SimulatedKeyInfo {
	constructor(
		/** Unix milliseconds of the key's first write. */
		readonly CreatedTime: number,
		/** Unix milliseconds of its last write. */
		readonly UpdatedTime: number,
		readonly Version: string,
		private readonly attributes: Attributes,
	) {}

	GetUserIds(): Array<number> {
		return [...this.attributes.userIds];
	}

	GetMetadata(): Record<string, unknown> {
		return { ...this.attributes.metadata };
	}
}
