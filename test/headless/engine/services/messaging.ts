import { ClassDefinition } from "../instances/class-definition";
import { InstanceNode } from "../instances/instance-node";
import { method } from "../instances/method";
import { Signal } from "../signal";
import { typeOfValue } from "../userdata";
import { worldOf } from "../world";

interface Messaging {
	PublishAsync(topic: unknown, message: unknown): void;
	SubscribeAsync(topic: unknown, callback: (message: unknown) => void): { Disconnect(): void };
}

function serviceOf(node: InstanceNode): Messaging {
	const service = worldOf(node).host.messagingService;
	return (service ?? error("MessagingService is not available on the client", 0)) as Messaging;
}

/** A subscription is a signal of its own: what is fired runs as every handler of the engine does. */
function subscribe(node: InstanceNode, topic: unknown, callback: unknown): object {
	if (!typeIs(callback, "function")) {
		error(`Unable to cast ${typeOfValue(callback)} to Function`, 0);
	}
	const held: { subscription?: { Disconnect(): void } } = {};
	const signal = new Signal(node.realm, "MessagingService", (listeners) => {
		if (listeners === 0) held.subscription?.Disconnect();
	});
	const connection = signal.connect(callback as Callback, false);
	held.subscription = serviceOf(node).SubscribeAsync(topic, (message) => signal.fire(message));
	return connection.proxy;
}

/** MessagingService: the engine's face of the simulated cloud in `src/testing`, which knows what the calls mean. */
export const messagingClass: ClassDefinition = {
	name: "MessagingService",
	inherits: "Instance",
	service: true,
	methods: {
		PublishAsync: method((node, topic, message) => serviceOf(node).PublishAsync(topic, message)),
		SubscribeAsync: method((node, topic, callback) => subscribe(node, topic, callback)),
	},
};
