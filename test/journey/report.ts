import type { Native } from "../headless/host/native";
import { formatTime, PredictionCounts } from "./prediction-log";

/** The journey's result, as the last line of `npm start` has it. */
export interface Summary {
	readonly seed: number;
	readonly servers: number;
	readonly players: number;
	readonly minutes: number;
	readonly opens: number;
	readonly commits: number;
	readonly saves: number;
	readonly releases: number;
	readonly predictions: PredictionCounts;
	readonly hops: number;
	readonly crashes: number;
	readonly shutdowns: number;
	readonly requests: Record<string, number>;
	readonly lost: { readonly players: number; readonly actions: number; readonly secondsMax: number };
	readonly checks: {
		readonly documents: number;
		readonly writes: number;
		readonly views: number;
		readonly failed: number;
	};
	readonly scriptErrors: number;
	readonly trace: string;
}

/** Prints what happens while it happens. */
export class Timeline {
	constructor(
		private readonly native: Native,
		private readonly now: () => number,
		private readonly quiet: boolean,
	) {}

	tell(text: string): void {
		if (this.quiet) return;
		this.native.writeLine(`${formatTime(this.now())}  ${text}`);
	}
}

function rows(summary: Summary): Array<[string, string]> {
	const types = new Array<string>();
	for (const [name] of pairs(summary.requests)) types.push(name as string);
	types.sort((a, b) => a < b);
	const { lost, checks, predictions } = summary;
	return [
		["opens", `${summary.opens}`],
		["commits (answered actions)", `${summary.commits}`],
		[
			"guesses shown at once",
			`${predictions.shown}, ${predictions.confirmed} right, ${predictions.rejected} wrong and corrected` +
				(predictions.rejected > 0 ? ` within ${"%.2f".format(predictions.wrongSecondsMax)} s` : ""),
		],
		["refused without asking", `${predictions.refusedAtOnce}`],
		["saves", `${summary.saves} while open, ${summary.releases} with release`],
		["hops", `${summary.hops}`],
		...types.map((name): [string, string] => [`requests: ${name}`, `${summary.requests[name]}`]),
		["crashes", `${summary.crashes}`],
		["shutdowns", `${summary.shutdowns}`],
		[
			"lost to crashes",
			lost.actions === 0
				? "nothing"
				: `${lost.actions} actions of ${lost.players} players, at most ${"%.1f".format(lost.secondsMax)} s of play`,
		],
		["checked", `${checks.writes} writes, ${checks.views} client views, ${checks.documents} final documents`],
		["failed checks", `${checks.failed}`],
		["script errors", `${summary.scriptErrors}`],
	];
}

export function writeSummary(native: Native, summary: Summary): void {
	const shown = rows(summary);
	const width = shown.reduce((most, [label]) => math.max(most, label.size()), 0);
	native.writeLine("");
	for (const [label, value] of shown) native.writeLine(`  ${label}${string.rep(" ", width - label.size())}  ${value}`);
	native.writeLine("");
	const { story } = summary.predictions;
	if (story !== undefined) native.writeLine(`  A wrong guess: ${story}\n`);
	native.writeLine(`summary: ${native.jsonEncode(summary)}`);
}
