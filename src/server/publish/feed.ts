import type { Channel } from "../../mutators/channel";
import { observe } from "../../shared/emitter";
import type { View, WireSchema } from "../../wire/wire-schema";
import type { Session } from "../session/session";
import { Audience } from "./audience";

interface KnownAudience {
	readonly channel: Channel;
	readonly view: View;
	readonly audience: Audience;
}

/** One open document, and everybody who is shown something of it. */
export class Feed {
	private audiences: ReadonlyArray<KnownAudience> = [];

	constructor(
		readonly session: Session<object>,
		/** The document has changed. */
		changed: (feed: Feed) => void,
	) {
		observe(session.committed, () => {
			if (!this.audiences.isEmpty()) changed(this);
		});
	}

	/** Who is shown this view of it by this channel. */
	audience(
		channel: Channel,
		view: View,
		wire: () => WireSchema,
		limits: ConstructorParameters<typeof Audience>[2],
	): Audience {
		const found = this.audiences.find((known) => known.channel === channel && known.view === view);
		if (found !== undefined) return found.audience;
		const audience = new Audience(this.session, wire(), limits);
		this.audiences = [...this.audiences, { channel, view, audience }];
		return audience;
	}

	all(): ReadonlyArray<Audience> {
		return this.audiences.map(({ audience }) => audience);
	}

	/** Forgets audiences of nobody. True: there is none left. */
	tidy(): boolean {
		this.audiences = this.audiences.filter(({ audience }) => !audience.streams.isEmpty());
		return this.audiences.isEmpty();
	}
}
