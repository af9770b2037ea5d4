import { SeededRandom } from "../../../../src/testing";
import { Faults } from "../../../../src/testing/faults/faults";
import { MessageBus } from "../../../../src/testing/messaging/message-bus";
import { Deliver } from "../../../../src/testing/messaging/messaging-server";
import { MessagingSwitches } from "../../../../src/testing/messaging/messaging-switches";
import { SimulatedMessagingService } from "../../../../src/testing/messaging/simulated-messaging-service";
import { SpecCalls } from "./spec-calls";

/** Nothing is left to chance. */
export const RELIABLE: Partial<MessagingSwitches> = { loss: 0, duplication: 0 };

/** A message bus on a clock that stands still until a spec moves it. */
export class SpecMessages extends SpecCalls {
	readonly bus: MessageBus;
	readonly faults: Faults;
	private servers = 0;

	constructor(switches: Partial<MessagingSwitches> = RELIABLE, seed = 1) {
		super();
		this.faults = new Faults({}, new SeededRandom(1), this.timeline);
		const random = new SeededRandom(seed);
		this.bus = new MessageBus({ timeline: this.timeline, random, switches, count: this.count });
	}

	/** MessagingService of one more server. */
	connect(players = 0, deliver?: Deliver): SimulatedMessagingService {
		this.servers += 1;
		const random = new SeededRandom(this.servers);
		const [link, server] = [this.timeline.createLink(), this.servers];
		const { bus, faults } = this;
		return new SimulatedMessagingService({ bus, link, random, server, faults, deliver, players: () => players });
	}

	/** What comes to a new subscription, as text, in the order in which it comes. */
	listen(service: SimulatedMessagingService, topic = "topic"): Array<string> {
		const heard = new Array<string>();
		this.ask(() => service.SubscribeAsync(topic, (message) => heard.push(tostring(message.Data))));
		return heard;
	}

	publish(service: SimulatedMessagingService, message: unknown, topic = "topic"): void {
		this.ask(() => service.PublishAsync(topic, message));
	}
}
