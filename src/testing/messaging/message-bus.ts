import { copyImage } from "../data-store/copy-image";
import { Meters } from "../requests/meters";
import { RollingMinute } from "../requests/rolling-minute";
import { SeededRandom } from "../seeded-random";
import { Timeline } from "../timeline";
import { refuseTooMany } from "./check-message";
import { MESSAGING_LIMITS } from "./messaging-limits";
import { Deliver, MessagingServer } from "./messaging-server";
import { DEFAULT_MESSAGING_SWITCHES, MessagingSwitches } from "./messaging-switches";
import { Message, Subscription } from "./subscription";

// Between deliveries that keep their order: longer than what Unix time in a double rounds off.
const GAP_SECONDS = 1e-5;

/** What a cloud's messages travel by. */
export interface MessageBusOptions {
	readonly timeline: Timeline;
	readonly random: SeededRandom;
	/** Servers of the experience now: what may be received follows them. Default: those connected and not known dead. */
	readonly servers?: () => number;
	readonly switches?: Partial<MessagingSwitches>;
	/** Counts requests by the method that made them, failures, and what becomes of the messages. */
	readonly count?: (what: string) => void;
}

/** The messages themselves, on the platform's side: shared by all servers. Best effort (platform.md 4 and 11). */
export class MessageBus {
	/** May be replaced at any time; what is under way arrives as it was going to. */
	switches: MessagingSwitches;
	readonly timeline: Timeline;
	readonly count: (what: string) => void;
	private readonly random: SeededRandom;
	private readonly servers: () => number;
	private readonly received: RollingMinute;
	private readonly receivedByTopic: Meters;
	private readonly topics = new Map<string, Array<Subscription>>();
	private connected = 0;

	constructor(options: MessageBusOptions) {
		this.timeline = options.timeline;
		this.random = options.random;
		this.servers = options.servers ?? (() => this.connected);
		this.switches = { ...DEFAULT_MESSAGING_SWITCHES, ...options.switches };
		this.count = options.count ?? (() => undefined);
		this.received = new RollingMinute(this.timeline);
		this.receivedByTopic = new Meters(this.timeline);
	}

	connect(deliver: Deliver, players: () => number): MessagingServer {
		this.connected += 1;
		const [sent, subscribed] = [new RollingMinute(this.timeline), new RollingMinute(this.timeline)];
		return { deliver, players, sent, subscribed, subscriptions: 0, gone: false };
	}

	/** Registers a callback; throws if the server has too many, or asked too often. */
	subscribe(server: MessagingServer, topic: string, callback: (message: Message) => void): Subscription {
		if (server.subscribed.used() >= MESSAGING_LIMITS.subscribed) refuseTooMany("SubscribeAsync calls");
		server.subscribed.add(1);
		if (server.subscriptions >= MESSAGING_LIMITS.subscriptions(server.players())) refuseTooMany("subscriptions");
		server.subscriptions += 1;
		const subscription: Subscription = { server, topic, callback, active: true, lastDue: 0 };
		this.topics.set(topic, [...this.subscriptionsTo(topic), subscription]);
		return subscription;
	}

	/** Nothing is delivered to it from now on, what is under way included. */
	unsubscribe(subscription: Subscription): void {
		if (!subscription.active) return;
		subscription.active = false;
		subscription.server.subscriptions -= 1;
		const others = this.subscriptionsTo(subscription.topic).filter((other) => other !== subscription);
		if (others.isEmpty()) this.topics.delete(subscription.topic);
		else this.topics.set(subscription.topic, others);
	}

	/** Accepts a message, and sends it on to whoever has subscribed by now; throws if the server sends too many. */
	publish(server: MessagingServer, topic: string, image: unknown): void {
		if (server.sent.used() >= MESSAGING_LIMITS.sent(server.players())) refuseTooMany("PublishAsync calls");
		server.sent.add(1);
		const sent = this.timeline.now();
		for (const subscription of this.subscriptionsTo(topic)) {
			if (subscription.server === server && !this.switches.selfDelivery) continue;
			if (!this.mayReceive(topic)) this.count("message (over the limit)");
			else if (this.random.chance(this.switches.loss)) this.count("message (lost)");
			else this.send(subscription, image, sent);
		}
	}

	/** The subscriptions to a topic, oldest first. */
	subscriptionsTo(topic: string): ReadonlyArray<Subscription> {
		return this.topics.get(topic) ?? [];
	}

	/** Receiving too much is nobody's error: what is over the limit is dropped in silence. */
	private mayReceive(topic: string): boolean {
		const servers = this.servers();
		const meter = this.receivedByTopic.of(topic);
		if (meter.used() >= MESSAGING_LIMITS.receivedByTopic(servers)) return false;
		if (this.received.used() >= MESSAGING_LIMITS.receivedByGame(servers)) return false;
		meter.add(1);
		this.received.add(1);
		return true;
	}

	private send(subscription: Subscription, image: unknown, sent: number): void {
		this.schedule(subscription, image, sent);
		if (!this.random.chance(this.switches.duplication)) return;
		this.count("message (duplicated)");
		this.schedule(subscription, image, sent);
	}

	private schedule(subscription: Subscription, image: unknown, sent: number): void {
		const [min, max] = this.switches.delaySeconds;
		const now = this.timeline.now();
		let due = now + min + (max - min) * this.random.nextNumber();
		if (!this.random.chance(this.switches.reordering)) due = math.max(due, subscription.lastDue + GAP_SECONDS);
		if (due < subscription.lastDue) this.count("message (reordered)");
		subscription.lastDue = math.max(due, subscription.lastDue);
		this.timeline.schedule(due - now, () => this.arrive(subscription, image, sent));
	}

	private arrive(subscription: Subscription, image: unknown, sent: number): void {
		if (!subscription.active) return;
		const accepted = subscription.server.deliver(() => {
			// It may have been disconnected while its thread was waiting to begin.
			if (subscription.active) subscription.callback({ Data: copyImage(image), Sent: sent });
		});
		this.count(accepted === false ? "message (nobody there)" : "message");
		if (accepted === false) this.forget(subscription.server);
	}

	private forget(server: MessagingServer): void {
		if (server.gone) return;
		server.gone = true;
		this.connected -= 1;
		for (const [, subscriptions] of [...this.topics]) {
			for (const subscription of subscriptions) {
				if (subscription.server === server) this.unsubscribe(subscription);
			}
		}
	}
}
