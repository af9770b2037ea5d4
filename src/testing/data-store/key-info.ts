import { Attributes } from "./check-attributes";
import { copyImage } from "./copy-image";

/** What a request tells about a key beside its value: the engine's DataStoreKeyInfo (platform.md 1, KeyInfo). */
export class SimulatedKeyInfo {
	constructor(
		/** Unix milliseconds of the key's first write, or of the first since it was removed. */
		readonly CreatedTime: number,
		/** Unix milliseconds of its last write. */
		readonly UpdatedTime: number,
		/** Another one for every write. */
		readonly Version: string,
		private readonly attributes: Attributes,
	) {}

	/** Whose data the last write said this is. */
	GetUserIds(): Array<number> {
		return [...this.attributes.userIds];
	}

	/** What the last write passed as metadata. */
	GetMetadata(): Record<string, unknown> {
		return copyImage(this.attributes.metadata) as Record<string, unknown>;
	}
}
