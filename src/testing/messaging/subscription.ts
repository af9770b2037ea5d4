import { MessagingServer } from "./messaging-server";

/** What a subscriber's callback gets. */
export interface Message {
	/** The receiver's own copy. */
	readonly Data: unknown;
	/** Unix seconds on the cloud's clock at which the message was accepted. */
	readonly Sent: number;
}

/** One callback of one server for one topic. */
export interface Subscription {
	readonly server: MessagingServer;
	readonly topic: string;
	readonly callback: (message: Message) => void;
	/** False from the moment it was disconnected. */
	active: boolean;
	/** When the latest delivery that is under way is due. */
	lastDue: number;
}
