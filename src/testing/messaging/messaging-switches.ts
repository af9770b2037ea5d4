import { LatencyRange } from "../cloud-options";

/**
 * How good "best effort" is (platform.md 4). The platform promises nothing, so by default messages may be lost, may come
 * twice, may come to the publisher itself, and come in no order (platform.md 11).
 */
export interface MessagingSwitches {
	/** Seconds from the moment a message is accepted to that of its delivery, drawn for each delivery. Default 0.5 to 2. */
	readonly delaySeconds: LatencyRange;
	/** The probability that a subscription does not get a message. Default 0.01. */
	readonly loss: number;
	/** The probability that a subscription gets it a second time, with a delay of its own. Default 0.01. */
	readonly duplication: number;
	/**
	 * The probability that a delivery does not wait for those before it: 1 (default) keeps no order at all, 0 keeps the
	 * order in which the messages of a topic were accepted.
	 */
	readonly reordering: number;
	/** Whether a server gets its own messages, if it has subscribed to the topic. Default true. */
	readonly selfDelivery: boolean;
}

/** What the switches are when they are not given. */
export const DEFAULT_MESSAGING_SWITCHES: MessagingSwitches = {
	delaySeconds: [0.5, 2],
	loss: 0.01,
	duplication: 0.01,
	reordering: 1,
	selfDelivery: true,
};
