import { MessagesPort, StoreFailure } from "../../../../src/server/cloud/ports";
import { Emitter, Unsubscribe } from "../../../../src/shared/emitter";
import { fail, Result, succeed } from "../../../../src/shared/result";

const PASSING: StoreFailure = { message: "PublishAsync: internal error", retryable: true };

/** One message that was published. */
export interface Published {
	readonly topic: string;
	readonly message: object;
}

/** Messages that arrive at once in whoever has subscribed here, the publisher too. */
export class MemoryMessages implements MessagesPort {
	/** Everything that was published, lost or not. */
	readonly published = new Array<Published>();
	/** While true, nothing arrives and nobody is told. */
	losing = false;
	/** While true, publishing and subscribing fail. */
	failing = false;
	private readonly topics = new Map<string, Emitter<[message: unknown]>>();

	publish(topic: string, message: object): Result<void, StoreFailure> {
		task.wait();
		if (this.failing) return fail(PASSING);
		this.published.push({ topic, message });
		if (!this.losing) this.topicOf(topic).emit(message);
		return succeed(undefined);
	}

	subscribe(topic: string, listener: (message: unknown) => void): Result<Unsubscribe, StoreFailure> {
		task.wait();
		if (this.failing) return fail(PASSING);
		return succeed(this.topicOf(topic).subscribe(listener));
	}

	private topicOf(topic: string): Emitter<[message: unknown]> {
		const emitter = this.topics.get(topic) ?? new Emitter<[message: unknown]>();
		this.topics.set(topic, emitter);
		return emitter;
	}
}
