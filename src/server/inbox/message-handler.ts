import { misuse } from "../../shared/errors";
import type { MessageKind } from "./message-kind";

/** What a handler is told of a message beside its body. */
export interface MessageInfo {
	readonly id: string;
	/** Unix seconds, by the sender's clock. */
	readonly sentAt: number;
}

/**
 * Does what a message asks for, by changing a copy of the document. It must not yield; what it throws refuses the
 * message. It is one commit with the note that the message is handled, so that it is done exactly once.
 */
export type HandleMessage<T, B> = (draft: T, body: B, message: MessageInfo) => void;

/** A kind of message, and what a collection's documents do about it. */
export interface MessageHandler<T> {
	readonly kind: MessageKind<unknown>;
	readonly handle: HandleMessage<T, unknown>;
}

/** Pairs a kind of message with its handler; the types of draft and body follow. */
export type OnMessage<T> = <B>(kind: MessageKind<B>, handle: HandleMessage<T, B>) => MessageHandler<T>;

/** Which messages the documents of a collection take: `(on) => [on(gift, (draft, body) => …)]`. */
export type InboxDeclaration<T> = (on: OnMessage<T>) => ReadonlyArray<MessageHandler<T>>;

/** The handlers of a collection by the names of their kinds. Ends in an error if two are for one kind. */
export function handlersOf<T extends object>(collection: {
	readonly name: string;
	readonly inbox?: InboxDeclaration<T>;
}): ReadonlyMap<string, MessageHandler<T>> {
	const handlers = new Map<string, MessageHandler<T>>();
	const declared = collection.inbox?.((kind, handle) => ({ kind, handle: handle as HandleMessage<T, unknown> }));
	for (const handler of declared ?? []) {
		const { name } = handler.kind;
		if (handlers.has(name)) misuse(`collection ${collection.name}`, `there are two handlers for messages "${name}"`);
		handlers.set(name, handler);
	}
	return handlers;
}
