/** How much it matters: `error` is data in danger, `warn` something that a person should look at some time. */
export type LogLevel = "debug" | "info" | "warn" | "error";

/** Something that happened, as fields and not as prose: for a console, a webhook or an analytics service. */
export interface LogEvent {
	readonly level: LogLevel;
	/** What kind of thing, in one word: `opened`, `saveFailed`, `takenOver`. */
	readonly event: string;
	readonly collection?: string;
	readonly key?: string;
	/** What else belongs to it: numbers, texts and flags. */
	readonly details?: Readonly<Record<string, string | number | boolean>>;
}

/** Where log events go. It must not yield; Holdfast itself prints nothing. */
export type LogSink = (event: LogEvent) => void;
