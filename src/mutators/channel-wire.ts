import { View, WireSchema } from "../wire/wire-schema";
import type { Channel } from "./channel";
import { IntentCodec } from "./intent-codec";

/** How everything of one channel travels. One serves for all of its documents. */
export class ChannelWire {
	readonly codec: IntentCodec;
	private readonly schemas = new Map<View, WireSchema>();

	constructor(readonly channel: Channel) {
		this.codec = new IntentCodec(channel.mutators);
	}

	/** The form of what one view shows. */
	schemaOf(view: View): WireSchema {
		const schema = this.schemas.get(view) ?? new WireSchema(this.channel.mutators.schema.node, view);
		this.schemas.set(view, schema);
		return schema;
	}
}
