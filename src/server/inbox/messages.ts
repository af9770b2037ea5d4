import { invalidData } from "../../schema/invalid-data";
import { frozenCopy } from "../../shared/data/frozen-copy";
import { jsonSize } from "../../shared/data/json-size";
import { problemError } from "../../shared/data/problem";
import { findUnstorable } from "../../shared/data/storable";
import { HoldfastError, holdfastError } from "../../shared/errors";
import { fail, Result, succeed } from "../../shared/result";
import { readOnce, StoreAccess } from "../cloud/store-access";
import { Collection } from "../collection";
import { checkKey } from "../store/keys";
import type { FormTable } from "../validate/form-table";
import { expiryOf } from "./expiry";
import type { MessageKind } from "./message-kind";
import type { MessageSender } from "./message-sender";
import { MessageStatusResult, statusIn } from "./message-status";
import { MESSAGE_SIZE_MAX } from "./stored-message";

/** See {@link DataManager.send}. */
export interface SendOptions {
	/** Seconds after which it is not delivered any more. 1 to 31,536,000 (a year); default 30 days. */
	readonly expirySeconds?: number;
}

/** The message is in the inbox of its receiver. */
export interface SentMessage {
	readonly id: string;
}

/** Why a message was not sent. With `cloud` it may be there all the same: `id` is what `messageStatus` takes. */
export type SendError = HoldfastError<
	| "invalidKey"
	| "invalidTime"
	| "invalidData"
	| "unstorable"
	| "tooLarge"
	| "inboxFull"
	| "unreadableRecord"
	| "shuttingDown"
	| "cloud"
> & { readonly id?: string };

export const MESSAGE_EXPIRY_SECONDS = 30 * 24 * 3600;
/** How long a message is tried to be sent. */
const SEND_SECONDS = 90;
// The clock by which receivers forget is another one than that by which the sender gives up.
const APPEND_SLACK_SECONDS = 60;

/** What messages work with. */
export interface MessagesParts extends StoreAccess {
	readonly forms: FormTable;
	readonly owner: string;
	readonly sender: MessageSender;
}

/** Sends messages to documents, and asks what has become of them. Everything here yields. */
export class Messages {
	constructor(private readonly parts: MessagesParts) {}

	send<B>(
		collection: Collection<object>,
		key: string,
		kind: MessageKind<B>,
		body: B,
		{ expirySeconds }: SendOptions = {},
	): Result<SentMessage, SendError> {
		const { cloud, forms, owner, sender } = this.parts;
		const invalid = checkKey(key, collection.name);
		if (invalid !== undefined) return fail(invalid);
		const sentAt = cloud.clock.unixSeconds();
		const expires = expiryOf(sentAt, expirySeconds ?? MESSAGE_EXPIRY_SECONDS);
		if (!expires.ok) return expires;
		const stored = storedBody(kind, body);
		if (!stored.ok) return stored;
		const id = cloud.createId();
		const appendBefore = sentAt + SEND_SECONDS + APPEND_SLACK_SECONDS;
		const message = {
			id,
			kind: kind.name,
			body: stored.value,
			from: owner,
			sentAt,
			expires: expires.value,
			appendBefore,
		};
		const target = { collection: collection.name, key, label: forms.of(collection).label() };
		const sent = sender.send(target, message, SEND_SECONDS).expect();
		return sent.ok ? succeed({ id }) : fail({ ...sent.error, id });
	}

	status(collection: Collection<object>, key: string, id: string): MessageStatusResult {
		const context = { collection: collection.name, key };
		const invalid = checkKey(key, collection.name);
		if (invalid !== undefined) return fail(invalid);
		const read = readOnce(this.parts, context, "open");
		if (read.ok) return statusIn(read.value, id, this.parts.cloud.clock.unixSeconds(), context);
		const actual = read.error.message;
		return fail(holdfastError("cloud", "The DataStore did not answer.", { ...context, actual }));
	}
}

/** A body in its stored form, or what is wrong with it. */
function storedBody<B>(
	{ schema }: MessageKind<B>,
	body: B,
): Result<unknown, HoldfastError<"invalidData" | "unstorable" | "tooLarge">> {
	// The caller may go on with what it has passed.
	const copied = frozenCopy<unknown>(body);
	if (!copied.ok) return fail(problemError("unstorable", copied.error));
	const errors = schema.validate(copied.value);
	if (!errors.isEmpty()) return fail(invalidData(errors));
	const encoded = schema.encode(copied.value);
	const problem = findUnstorable(encoded);
	if (problem !== undefined) return fail(problemError("unstorable", problem));
	const size = jsonSize(encoded, MESSAGE_SIZE_MAX);
	if (size <= MESSAGE_SIZE_MAX) return succeed(encoded);
	const context = { expected: `at most ${MESSAGE_SIZE_MAX} bytes of JSON`, actual: `${size} bytes or more` };
	return fail(holdfastError("tooLarge", "The message is too large to be sent.", context));
}
