import { fail, Result, succeed } from "../../shared/result";
import { MessagesPort, StoreFailure } from "./ports";

/** As much of MessagingService as Holdfast calls. */
export interface MessagingServiceLike {
	PublishAsync(topic: string, message: never): unknown;
	SubscribeAsync(topic: string, callback: (message: { readonly Data: unknown }) => void): { Disconnect(): void };
}

function attempt<T>(request: () => T): Result<T, StoreFailure> {
	const [ok, value] = pcall(request);
	return ok ? succeed(value as T) : fail({ message: tostring(value), retryable: true });
}

/** The port to messages on the engine's service. */
export function createMessages(service: () => MessagingServiceLike): MessagesPort {
	return {
		publish(topic, message) {
			return attempt(() => {
				service().PublishAsync(topic, message as never);
			});
		},
		subscribe(topic, listener) {
			return attempt(() => {
				const connection = service().SubscribeAsync(topic, (message) => listener(message.Data));
				return () => connection.Disconnect();
			});
		},
	};
}
