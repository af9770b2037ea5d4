import { HoldfastError, holdfastError } from "../../shared/errors";
import { fail, Result, succeed } from "../../shared/result";
import { nextBackoff } from "../cloud/backoff";
import type { StoreFailure } from "../cloud/ports";
import { StoreAccess, updateOnce } from "../cloud/store-access";
import { documentId, DocumentName } from "../store/document-name";
import type { NewLabel, RecordLock } from "../store/record";
import { AppendOutcome, AppendStep, appendTransform } from "./append-transform";
import type { InboxAck } from "./inbox-acks";
import type { StoredMessage } from "./stored-message";

/** Whose inbox it is. */
export interface MessageTarget extends DocumentName {
	/** Of new data, if there is no record of it yet. */
	readonly label: NewLabel;
}

/** Sent: the message is in the inbox, or it has been handled already. */
export type SendResult = Result<{ readonly ack?: InboxAck }, HoldfastError<"cloud" | "inboxFull" | "unreadableRecord">>;

/** What sending takes. */
export interface MessageSenderParts extends StoreAccess {
	/** A document that somebody has open has messages now. */
	readonly arrived: (target: MessageTarget, lock: RecordLock, inbox: ReadonlyArray<StoredMessage>) => void;
}

interface Parcel {
	readonly message: StoredMessage;
	/** By this server's clock. */
	readonly deadline: number;
	/** False as soon as it is of no use any more. */
	readonly wanted: () => boolean;
	over: boolean;
	lastFailure?: StoreFailure;
	readonly resolve: (result: SendResult) => void;
}

interface Line {
	readonly target: MessageTarget;
	parcels: Array<Parcel>;
}

const TOGETHER_MAX = 25;

/**
 * Puts messages into inboxes. Those for one document go one after the other, in the order in which they were sent: the
 * next goes when the one before is settled, and those that wait for the same document go together.
 */
export class MessageSender {
	private readonly lines = new Map<string, Line>();

	constructor(private readonly parts: MessageSenderParts) {}

	/** Tries for so many seconds. After a failure the message may be there all the same, but does not come later. */
	send(
		target: MessageTarget,
		message: StoredMessage,
		seconds: number,
		wanted: () => boolean = () => true,
	): Promise<SendResult> {
		return new Promise((resolve) => {
			const deadline = this.parts.cloud.clock.now() + seconds;
			const parcel = { message, deadline, wanted, over: false, resolve: resolve as Parcel["resolve"] };
			const id = documentId(target);
			const line = this.lines.get(id);
			if (line !== undefined) {
				line.parcels.push(parcel);
				return;
			}
			this.lines.set(id, { target, parcels: [parcel] });
			task.spawn(() => this.run(id));
		});
	}

	private run(id: string): void {
		const line = this.lines.get(id)!;
		let tries = 0;
		while (true) {
			for (const parcel of line.parcels) if (!this.isWanted(parcel)) this.settle(parcel, { kind: "givenUp" }, line);
			line.parcels = line.parcels.filter((parcel) => !parcel.over);
			if (line.parcels.isEmpty()) break;
			const batch = line.parcels.filter((_, index) => index < TOGETHER_MAX);
			const answer = this.append(line.target, batch);
			if (answer.ok) {
				tries = 0;
				this.note(line, batch, answer.value);
				continue;
			}
			for (const parcel of batch) {
				parcel.lastFailure = answer.error;
				if (!answer.error.retryable) this.settle(parcel, { kind: "givenUp" }, line);
			}
			tries += 1;
			if (answer.error.retryable) task.wait(nextBackoff(tries, () => math.random()));
		}
		this.lines.delete(id);
	}

	private append(target: MessageTarget, batch: ReadonlyArray<Parcel>): Result<AppendStep, StoreFailure> {
		const messages = batch.map((parcel) => ({ message: parcel.message, wanted: () => this.isWanted(parcel) }));
		let step: AppendStep | undefined;
		const result = updateOnce(this.parts, target, "save", (stored, userIds) => {
			step = appendTransform(stored, {
				messages,
				label: target.label,
				unixSeconds: this.parts.cloud.clock.unixSeconds(),
			});
			return step.record !== undefined ? { value: step.record, userIds } : undefined;
		});
		return result.ok ? succeed(step!) : result;
	}

	private isWanted(parcel: Parcel): boolean {
		return !parcel.over && this.parts.cloud.clock.now() < parcel.deadline && parcel.wanted();
	}

	private note(line: Line, batch: ReadonlyArray<Parcel>, { outcomes, lock, inbox }: AppendStep): void {
		let arrived = false;
		batch.forEach((parcel, index) => {
			const { kind } = outcomes[index];
			arrived ||= kind === "appended" || kind === "waiting";
			this.settle(parcel, outcomes[index], line);
		});
		if (arrived && lock !== undefined) this.parts.arrived(line.target, lock, inbox);
	}

	private settle(parcel: Parcel, outcome: AppendOutcome, { target }: Line): void {
		parcel.over = true;
		parcel.resolve(this.resultOf(parcel, outcome, { collection: target.collection, key: target.key }));
	}

	private resultOf(
		{ message, lastFailure }: Parcel,
		outcome: AppendOutcome,
		address: { readonly collection: string; readonly key: string },
	): SendResult {
		if (outcome.kind === "appended" || outcome.kind === "waiting") return succeed({});
		if (outcome.kind === "acked") return succeed({ ack: outcome.ack });
		if (outcome.kind === "full") {
			const context = { ...address, actual: outcome.why };
			return fail(holdfastError("inboxFull", "The inbox of this document takes no more messages now.", context));
		}
		if (outcome.kind === "unreadable") {
			return fail(holdfastError("unreadableRecord", "What is stored here is not a Holdfast record.", address));
		}
		const text = `The DataStore did not take the message ${message.id}; it may be there all the same.`;
		return fail(holdfastError("cloud", text, { ...address, actual: lastFailure?.message ?? "out of time" }));
	}
}
