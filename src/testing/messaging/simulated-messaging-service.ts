import { LatencyRange } from "../cloud-options";
import { Faults } from "../faults/faults";
import { RequestPath } from "../requests/request-path";
import { SeededRandom } from "../seeded-random";
import { ServerLink } from "../timeline";
import { checkMessage, checkTopic } from "./check-message";
import { MessageBus } from "./message-bus";
import { MessageConnection } from "./message-connection";
import { Deliver, MessagingServer } from "./messaging-server";
import { Message } from "./subscription";

/** How long it takes until a message, or a subscription, is accepted when nothing else is said. */
export const DEFAULT_MESSAGING_LATENCY: LatencyRange = [0.05, 0.3];

/** One server's connection to the message bus. */
export interface MessagingConnection {
	readonly bus: MessageBus;
	readonly link: ServerLink;
	/** For the latency of this server's requests. */
	readonly random: SeededRandom;
	/** Which server this is. */
	readonly server: number;
	readonly faults: Faults;
	/** How callbacks run on this server. Default: as new threads of this very game. */
	readonly deliver?: Deliver;
	/** Players on this server now: its limits follow them. Default: nobody. */
	readonly players?: () => number;
	/** Default {@link DEFAULT_MESSAGING_LATENCY}. */
	readonly latencySeconds?: LatencyRange;
}

function deliverHere(run: () => void): void {
	task.spawn(run);
}

/** MessagingService as one server sees it (platform.md 4). */
export class SimulatedMessagingService {
	private readonly bus: MessageBus;
	private readonly server: MessagingServer;
	private readonly path: RequestPath;

	constructor(connection: MessagingConnection) {
		const { bus, link, random } = connection;
		this.bus = bus;
		this.server = bus.connect(connection.deliver ?? deliverHere, connection.players ?? (() => 0));
		this.path = new RequestPath({
			timeline: bus.timeline,
			link,
			random,
			latencySeconds: connection.latencySeconds ?? DEFAULT_MESSAGING_LATENCY,
			service: "MessagingService",
			server: connection.server,
			faults: connection.faults,
			// The platform's own wording is not known (platform.md 4).
			textOf: (kind, operation) => `${operation}: ${kind === "failed" ? "internal error" : "too many requests"}`,
			count: bus.count,
		});
	}

	/** Yields until the message is accepted, which says nothing about its delivery. */
	PublishAsync(topic: string, message: unknown): void {
		const checked = checkTopic(topic);
		const image = checkMessage(message).value;
		this.send("PublishAsync", checked, () => this.bus.publish(this.server, checked, image));
	}

	/** Yields until the callback is registered; it gets what is published from then on, each message in its own thread. */
	SubscribeAsync(topic: string, callback: (message: Message) => void): MessageConnection {
		const checked = checkTopic(topic);
		if (!typeIs(callback, "function")) error("MessagingService: the callback must be a function", 0);
		const bus = this.bus;
		const subscription = this.send("SubscribeAsync", checked, () => bus.subscribe(this.server, checked, callback));
		return new MessageConnection(() => bus.unsubscribe(subscription));
	}

	private send<T>(method: string, target: string, effect: () => T): T {
		const operation = `MessagingService.${method}`;
		this.path.count(operation);
		return this.path.send({ operation, target, writes: true }, effect);
	}
}
