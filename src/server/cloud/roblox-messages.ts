import { Unsubscribe } from "../../shared/emitter";
import { fail, Result, succeed } from "../../shared/result";
import { classifyMessageError } from "./message-errors";
import { MessagesPort, StoreFailure } from "./ports";

/** A subscription, as far as Holdfast needs it: to end it. */
export interface MessageConnectionLike {
	Disconnect(): void;
}

/** As much of MessagingService as Holdfast calls: the engine's own fits, and so does the simulated cloud's. */
export interface MessagingServiceLike {
	PublishAsync(topic: string, message: unknown): void;
	SubscribeAsync(topic: string, callback: (message: { readonly Data: unknown }) => void): MessageConnectionLike;
}

/** Messages of the engine, or of what looks like it. */
export class RobloxMessages implements MessagesPort {
	constructor(private readonly service: MessagingServiceLike) {}

	publish(topic: string, message: object): Result<void, StoreFailure> {
		const [ok, problem] = pcall(() => this.service.PublishAsync(topic, message));
		return ok ? succeed(undefined) : fail(classifyMessageError(problem));
	}

	subscribe(topic: string, listener: (message: unknown) => void): Result<Unsubscribe, StoreFailure> {
		const [ok, connection] = pcall(() => this.service.SubscribeAsync(topic, (message) => listener(message.Data)));
		if (!ok) return fail(classifyMessageError(connection));
		return succeed(() => (connection as MessageConnectionLike).Disconnect());
	}
}
