import type { ClientRemote } from "../../../src/client";
import { readServerMessage } from "../../../src/protocol/server-section";
import type { Unsubscribe } from "../../../src/shared/emitter";

/** What becomes of messages. */
export interface Mail {
	/** True: it is lost. */
	losesToServer(message: string): boolean;
	doublesToServer(message: string): boolean;
	losesToClient(message: buffer): boolean;
}

/**
 * A client's connection that loses messages, as the engine does with what a client sends above its rate, and sends some
 * twice, as a changed client may. What a server sends the engine drops only before somebody listens; that more is lost here
 * is harder than the platform.
 */
export class LossyRemote implements ClientRemote {
	constructor(
		private readonly real: ClientRemote,
		private readonly mail: Mail,
	) {}

	send(message: string): void {
		if (this.mail.losesToServer(message)) return;
		this.real.send(message);
		if (this.mail.doublesToServer(message)) this.real.send(message);
	}

	subscribe(receive: (message: unknown) => void): Unsubscribe {
		return this.real.subscribe((message) => {
			if (!this.mail.losesToClient(message as buffer)) receive(message);
		});
	}
}

/**
 * Whether it says what is said once: that a document begins or ends to be shown, a part of a snapshot, a refusal. These are
 * never lost: the platform delivers what a server sends to whoever listens, and the protocol relies on it here. What changes
 * documents, and what was done, may be lost all the same.
 */
export function isSaidOnce(message: buffer): boolean {
	let found = false;
	readServerMessage(message, (section) => {
		if (section.kind === "show" || section.kind === "hide" || section.kind === "chunk") found = true;
		else if (section.kind !== "hash" && !section.ack.rejected.isEmpty()) found = true;
	});
	return found;
}
