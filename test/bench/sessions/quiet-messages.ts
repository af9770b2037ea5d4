/** MessagingService without a limit to subscriptions, which follows the players: there are documents here, but no players. */
export const quietMessages = {
	SubscribeAsync() {
		return { Disconnect() {} };
	},
	PublishAsync() {},
};
