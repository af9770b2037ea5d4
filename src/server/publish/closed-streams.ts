import type { IntentCodec } from "../../mutators/intent-codec";

const KEPT_MAX = 1000;

/**
 * What of a client's is shown no more. What it asked for before it heard so may still come, and has to be read to find what
 * comes after it. Nothing else is kept, or who sees many documents in an hour would keep all of them here.
 */
export class ClosedStreams {
	private readonly codecs = new Map<number, IntentCodec>();
	private readonly ids = new Array<number>();

	add(id: number, codec: IntentCodec): void {
		this.codecs.set(id, codec);
		this.ids.push(id);
		if (this.ids.size() > KEPT_MAX) this.codecs.delete(this.ids.shift()!);
	}

	/** How its intents are read; nil where that is not remembered any more. */
	codecOf(id: number): IntentCodec | undefined {
		return this.codecs.get(id);
	}
}
