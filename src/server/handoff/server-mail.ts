import { Unsubscribe } from "../../shared/emitter";
import { nextBackoff } from "../cloud/backoff";
import { CloudPorts } from "../cloud/ports";
import type { AckState, GiverName } from "../inbox/inbox-acks";
import { Mailbox } from "../liveness/mailbox";
import type { AcrossLetter } from "../transact/across/letters";

/** What servers tell each other about documents. All of it is a hint: nothing is lost if it is. */
export type ServerLetter =
	/** Somebody waits for a document that the addressee has, in the session of this nonce. */
	| {
			readonly kind: "release";
			readonly collection: string;
			readonly key: string;
			readonly nonce: string;
			readonly from: string;
	  }
	/** The document that was asked for is free now. */
	| { readonly kind: "released"; readonly collection: string; readonly key: string }
	/** The addressee's session of this nonce was taken over. */
	| { readonly kind: "fenced"; readonly collection: string; readonly key: string; readonly nonce: string }
	/** The addressee, who has this document in the session of this nonce, is to make a backup its data. */
	| {
			readonly kind: "restore";
			readonly collection: string;
			readonly key: string;
			readonly nonce: string;
			readonly from: string;
			readonly backup: string;
			/** Of this request, however often it is sent. */
			readonly id: string;
	  }
	/** What became of that; no problem: it is done and saved. */
	| {
			readonly kind: "restored";
			readonly collection: string;
			readonly key: string;
			readonly id: string;
			readonly problem?: string;
	  }
	/** Something was put into the inbox of a document that the addressee has. */
	| { readonly kind: "inbox"; readonly collection: string; readonly key: string }
	/** It is saved what has become of a message that the addressee has sent. */
	| {
			readonly kind: "settled";
			readonly collection: string;
			readonly key: string;
			readonly id: string;
			readonly messageKind: string;
			readonly state: AckState;
			readonly reason?: string;
	  }
	/** The time of a transfer to a document that the addressee has is over. */
	| {
			readonly kind: "cancel";
			readonly collection: string;
			readonly key: string;
			readonly id: string;
			readonly from: string;
			readonly giver: GiverName;
			readonly messageKind: string;
			readonly appendBefore: number;
	  }
	| AcrossLetter;

const KINDS: ReadonlyArray<defined> = [
	"release",
	"released",
	"fenced",
	"restore",
	"restored",
	"inbox",
	"settled",
	"cancel",
	"across",
];

function isLetter(value: unknown): value is ServerLetter {
	if (!typeIs(value, "table")) return false;
	const { kind, collection, key } = value as Record<string, unknown>;
	return KINDS.includes(kind as defined) && typeIs(collection, "string") && typeIs(key, "string");
}

/** In a mailbox, a letter takes the place of one that said the same before. */
function boxId(letter: ServerLetter): string {
	const head = `${letter.kind}/${letter.collection}`;
	if (letter.kind === "across") return `${head}/${letter.group}/${letter.step}`;
	const about = letter.kind === "settled" || letter.kind === "cancel" ? letter.id : letter.key;
	return `${head}/${about}`;
}

/**
 * This server's letters: one topic of its own to hear by, not one for each document. What must not depend on a message
 * goes into the addressee's mailbox too.
 */
export class ServerMail {
	private subscribing?: thread;
	private unsubscribe?: Unsubscribe;

	constructor(
		private readonly cloud: CloudPorts,
		private readonly mailbox: Mailbox,
		private readonly owner: string,
		private readonly receive: (letter: ServerLetter) => void,
	) {}

	/** Subscribes in the background, and tries until it has: messages may be down while documents are opened. */
	start(): void {
		this.subscribing = task.spawn(() => {
			let tries = 0;
			while (this.unsubscribe === undefined) {
				const result = this.cloud.messages.subscribe(this.topicOf(this.owner), (message) => this.hear(message));
				if (result.ok) {
					this.unsubscribe = result.value;
				} else {
					tries += 1;
					task.wait(1 + nextBackoff(tries, () => math.random()));
				}
			}
		});
	}

	/** Reads what was left in the mailbox. Yields. */
	collect(): void {
		for (const letter of this.mailbox.collect()) this.hear(letter);
	}

	/** Sends a message that may get lost; whoever needs it to arrive asks again. */
	send(to: string, letter: ServerLetter): void {
		task.spawn(() => this.cloud.messages.publish(this.topicOf(to), letter));
	}

	/** The same, and leaves it in the mailbox. */
	sendTwice(to: string, letter: ServerLetter): void {
		this.send(to, letter);
		task.spawn(() => this.mailbox.send(to, boxId(letter), letter));
	}

	/** Hears no more. Yields. */
	stop(): void {
		if (this.subscribing !== undefined && this.unsubscribe === undefined) task.cancel(this.subscribing);
		this.unsubscribe?.();
		this.mailbox.close();
	}

	private hear(message: unknown): void {
		if (isLetter(message)) this.receive(message);
	}

	private topicOf(owner: string): string {
		return `holdfast/${owner}`;
	}
}
