/** Requests and messages a minute, and subscriptions at a time (platform.md 4). */
export const MESSAGING_LIMITS = {
	/** PublishAsync calls of one server. */
	sent(players: number): number {
		return 600 + 240 * players;
	},
	/** SubscribeAsync calls of one server. */
	subscribed: 240,
	/** Subscriptions that one server has at a time. */
	subscriptions(players: number): number {
		return 20 + 8 * players;
	},
	/** Deliveries of one topic, to all servers together. */
	receivedByTopic(servers: number): number {
		return 40 + 80 * servers;
	},
	/** Deliveries of all topics, to all servers together. */
	receivedByGame(servers: number): number {
		return 400 + 200 * servers;
	},
};
