import { RollingMinute } from "../requests/rolling-minute";

/**
 * Runs a callback on a server, in a thread of its own; does nothing if that server has died. Whoever can tell returns
 * false then, and the bus forgets the server.
 */
export type Deliver = (run: () => void) => boolean | void;

/** One server as the bus knows it. */
export interface MessagingServer {
	readonly deliver: Deliver;
	/** Players on it now: its limits follow them. */
	readonly players: () => number;
	readonly sent: RollingMinute;
	readonly subscribed: RollingMinute;
	/** Subscriptions that it has now. */
	subscriptions: number;
	/** True once the bus has forgotten it. */
	gone: boolean;
}
