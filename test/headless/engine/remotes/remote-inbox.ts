import { InstanceNode } from "../instances/instance-node";
import * as threads from "../threads";

const QUEUED_MAX = 256;

/** What arrived at a remote before anybody listened: the engine keeps it and hands it to the first listener. */
export class RemoteInbox {
	private queued = new Array<threads.Packed>();

	private constructor(private readonly node: InstanceNode) {}

	static of(node: InstanceNode): RemoteInbox {
		if (node.state === undefined) node.state = new RemoteInbox(node);
		return node.state as RemoteInbox;
	}

	/** Delivers one event, or keeps it until somebody listens. */
	receive(values: threads.Packed): void {
		const signal = this.node.signal(this.eventName(), (count) => {
			if (count > 0) this.flush();
		});
		if (signal.listenerCount() > 0) {
			signal.firePacked(values);
		} else if (this.queued.size() < QUEUED_MAX) {
			this.queued.push(values);
		} else {
			this.node.realm.say(
				"warn",
				`Remote event invocation discarded event ${this.node.fullName()}; did you forget to implement ${this.eventName()}?`,
			);
		}
	}

	flush(): void {
		const waiting = this.queued;
		this.queued = [];
		for (const values of waiting) this.node.signal(this.eventName()).firePacked(values);
	}

	private eventName(): string {
		return this.node.realm.isServer ? "OnServerEvent" : "OnClientEvent";
	}
}
