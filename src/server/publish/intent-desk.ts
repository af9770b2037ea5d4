import { callAtOnce } from "../../mutators/call-at-once";
import { checkIntent } from "../../mutators/check-intent";
import type { Mutators } from "../../mutators/define-mutators";
import type { Intent } from "../../mutators/intent";
import type { IntentCodec } from "../../mutators/intent-codec";
import type { MutatorContext } from "../../mutators/mutator";
import { AnyFunction, callBetween } from "../../mutators/packed";
import type { Rejection } from "../../mutators/rejection";
import { runIntent } from "../../mutators/run-intent";
import type { LogLevel, LogSink } from "../../shared/log";
import type { Result } from "../../shared/result";
import type { Session } from "../session/session";
import type { Shown } from "./client-stream";

/** What became of an intent; `later`: the document cannot be changed for a moment. */
export type IntentOutcome = "done" | "later" | Refused;

/** An intent of which nothing was done. */
export interface Refused {
	readonly rejection: Rejection;
	/** The game's own client would not have asked for it. */
	readonly violation?: "invalid" | "forbidden";
}

/** Thrown by a recipe in which the mutator says no, so that nothing is committed. */
interface Refusal {
	readonly refusal: string;
}

const ONLY_SHOWN: Rejection = { code: "forbidden", message: "The document is only shown to this player." };
const NOT_ALLOWED: Rejection = { code: "forbidden", message: "This player may not do that." };
const NOT_VALID: Rejection = { code: "invalid", message: "It would make the document invalid." };
const FAILED: Rejection = { code: "failed", message: "It could not be done." };

/** Does what clients ask for, each as one commit. Who asks is known; whether they may, and what, is checked here. */
export class IntentDesk {
	constructor(private readonly log: LogSink) {}

	/** What it takes of the client's rate. */
	costOf({ channel }: Shown, intent: Intent): number {
		return intent.kind === "call" ? (channel.mutators.byName.get(intent.name)!.cost ?? 1) : 1;
	}

	/** Shape, then permission, then the mutator itself on a draft. */
	perform(shown: Shown, codec: IntentCodec, asked: Intent, userId: number): IntentOutcome {
		const { mutators } = shown.channel;
		const tried = callAtOnce(() => codec.settle(asked));
		if (!tried.ok) return this.failed(shown.session, asked, tried.error);
		const settled = tried.value as Result<Intent, Rejection>;
		if (!settled.ok) return { rejection: settled.error, violation: "invalid" };
		const intent = settled.value;
		const wrong = checkIntent(mutators, codec.places, intent);
		if (wrong?.code === "failed") return this.failed(shown.session, intent, wrong.message);
		if (wrong !== undefined) return { rejection: wrong, violation: wrong.code === "invalid" ? "invalid" : undefined };
		if (shown.view !== "owner") return { rejection: ONLY_SHOWN, violation: "forbidden" };
		const context = { userId, isServer: true };
		return this.permit(shown, intent, context) ?? this.commit(shown.session, mutators, intent, context);
	}

	private permit({ channel, session }: Shown, intent: Intent, context: MutatorContext): Refused | undefined {
		const allow = intent.kind === "call" ? channel.mutators.byName.get(intent.name)!.allow : undefined;
		if (allow === undefined || intent.kind !== "call") return undefined;
		const asked = callAtOnce(() => {
			return callBetween(allow as AnyFunction, session.data, intent.args, context);
		});
		if (!asked.ok) return this.failed(session, intent, asked.error);
		// The game's own client cannot know what it looks at.
		return asked.value === true ? undefined : { rejection: NOT_ALLOWED };
	}

	private commit(session: Session<object>, mutators: Mutators, intent: Intent, context: MutatorContext): IntentOutcome {
		const recipe = (draft: object) => {
			const reason = runIntent(mutators, intent, draft, context);
			if (reason !== undefined) error(identity<Refusal>({ refusal: reason }));
		};
		const done = session.update(recipe, { intent: nameOf(intent), userId: context.userId });
		if (done.ok) return "done";
		const { kind, message } = done.error;
		if (kind === "held") return "later";
		if (kind === "sessionClosed" || kind === "sessionLost") return { rejection: { code: "closed", message } };
		if (kind === "invalidData" || kind === "tooLarge" || kind === "unstorable") {
			// It says what is in the document, and that may be private.
			this.note("info", "mutatorRefused", session, intent, message);
			return { rejection: NOT_VALID };
		}
		const { thrown } = done.error as { thrown?: unknown };
		const refusal = typeIs(thrown, "table") ? (thrown as Partial<Refusal>).refusal : undefined;
		if (refusal !== undefined) return { rejection: { code: "refused", message: refusal } };
		return this.failed(session, intent, message);
	}

	/** The game's own code is at fault: it is told, and the client only that it failed. */
	private failed(session: Session<object>, intent: Intent, problem: string): Refused {
		this.note("error", "mutatorFailed", session, intent, problem);
		return { rejection: FAILED };
	}

	private note(
		level: LogLevel,
		event: string,
		{ collection, key }: Session<object>,
		intent: Intent,
		problem: string,
	): void {
		// In a thread of its own: one that waits would have the intent done again meanwhile.
		task.spawn(() => this.log({ level, event, collection, key, details: { mutator: nameOf(intent), problem } }));
	}
}

function nameOf(intent: Intent): string {
	return intent.kind === "call" ? intent.name : "set";
}
