import type { ByteFigures } from "../bench-client-bytes";
import type { ConvergeFigures, Frames } from "../bench-client-converge";
import type { NotifyFigures } from "../bench-client-notify";
import type { GuessKind, RebaseFigures } from "../bench-client-rebase";
import { CrowdFigures, CROWDS, ServerFigures, Update } from "../bench-client-server";
import { ClientRow, ClientTable, Quoted } from "./client-table";
import { FRAME_SECONDS } from "./stage";
import { ByWay, forEachWay, Way, WAYS } from "./ways";

const NONE = "–";
/** Frames that the two machines wait for the end of their own, beside the way there and back. */
const FRAMES_BEYOND = 2.1;
// A difference that is less than this is the machine's.
const NOISE = 1.1;

function onlyHoldfast(cell: string): ByWay<string> {
	return forEachWay((way) => (way === "Holdfast" ? cell : NONE));
}

function betterThan(mine: number, values: ByWay<number>): Array<Way> {
	return WAYS.filter((way) => way !== "Holdfast" && values[way] < mine);
}

function quote(charm: string, replica: string, tableReplicator: string): Record<Quoted, string> {
	return { "charm-sync": charm, Replica: replica, "TableRep.": tableReplicator };
}

export function bytesTable(figures: ByWay<ByteFigures>): ClientTable {
	const row = (
		label: string,
		read: (one: ByteFigures) => number,
		most?: number,
		quoted?: Record<Quoted, string>,
	): ClientRow => {
		const values = forEachWay((way) => read(figures[way]));
		return {
			label,
			cells: forEachWay((way) => `${values[way]}`),
			quoted,
			reach: most !== undefined ? `<= ${most}` : undefined,
			reached: most !== undefined ? values.Holdfast <= most : undefined,
			better: betterThan(values.Holdfast, values),
		};
	};
	return {
		title: "Bytes to one player, as they cross remotes",
		how: [
			"{ coins, inventory: 100 x { id, amount } }; modelled: 9 B an event to a client, 14 B to the server; number 9, boolean 2,",
			'string 2 + n, table 2 + contents, key 1 + n, buffer 3 + n. An intent is mutate.buyItem("sword"); the others fire a',
			"remote of its own with the same text. A remote for each field has no frame, no revision, no order among fields.",
		],
		rows: [
			row("one number changed", (one) => one.number, 21, quote("60", "36", "28–29")),
			row("one field of item 57 of 100", (one) => one.field, 24, quote("65", "57", "38")),
			row("an item put in at the head", (one) => one.insert, 28, quote("1972", "72", "51")),
			row("the first snapshot", (one) => one.snapshot, 1300, quote("3243", "3254", "~1640")),
			row("an intent, to the server", (one) => one.intent, 23, quote(NONE, "39", NONE)),
			row("a minute after it, with no change", (one) => one.minute),
		],
	};
}

export function serverTable(figures: ByWay<CrowdFigures>): ClientTable {
	const micros = ({ change, frame, sum }: ServerFigures, update: Update) =>
		update === "idle" ? "%.2f".format(frame) : "%.1f (%.1f+%.1f)".format(sum, change, frame);
	const rowsOf = (update: Update, name: string) =>
		CROWDS.map((players, index): ClientRow => {
			const of = (way: Way) => figures[way][update][index];
			const sums = forEachWay((way) => of(way).sum);
			return {
				label: `${name}, ${players} player${players > 1 ? "s" : ""}`,
				cells: forEachWay((way) => micros(of(way), update)),
				better: betterThan(sums.Holdfast / NOISE, sums),
			};
		});
	return {
		title: "Server: microseconds of Luau for a frame in which one document changes that all of them see",
		how: [
			"Medians of sums (of changes + of frames' ends). FireClient is called for none: what the engine takes to copy and encode what",
			"it is given is in no figure, a buffer of 8 bytes for Holdfast and trees of tables for the others. Of Reflex the stand-in's",
			"Heartbeat:Once is taken off; 0.0 is less than the error of that. Holdfast's change is a commit: checked by the schema, with its patch, journaled.",
		],
		rows: [
			...rowsOf("idle", "idle frame"),
			...rowsOf("number", "one number"),
			...rowsOf("hundred", "a hundred amounts"),
		],
	};
}

export function rebaseTable(figures: Record<GuessKind, ReadonlyArray<RebaseFigures>>): ClientTable {
	const rowsOf = (kind: GuessKind, name: string) =>
		figures[kind].map(({ pending, p50, best }) => ({
			label: `${pending} ${name}`,
			cells: onlyHoldfast("%.1f (%.1f)".format(p50, best)),
		}));
	return {
		title: "Client: microseconds from a message with one changed number until it is in view",
		how: [
			"With so many guesses unanswered, in a document of 100 items; median (best). Only Holdfast has guesses that are run again.",
		],
		rows: [...rowsOf("earn", "pending, a number each"), ...rowsOf("buyItem", "pending, an item at the head each")],
	};
}

export function convergeTable(figures: ReadonlyArray<ByWay<ConvergeFigures>>): ClientTable {
	const text = (frames?: Frames) => (frames !== undefined ? "%.1f / %.1f".format(frames.p50, frames.most) : NONE);
	const rows = new Array<ClientRow>();
	for (const one of figures) {
		const { latencySeconds, accepted, rejected, seen } = one.Holdfast;
		const most = (2 * latencySeconds) / FRAME_SECONDS + FRAMES_BEYOND;
		const row = (label: string, read: (of: ConvergeFigures) => Frames | undefined, reach: number, mine: Frames) =>
			rows.push({
				label: `${label}, ${latencySeconds * 1000} ms`,
				cells: forEachWay((way) => text(read(one[way]))),
				reach: "<= %.1f".format(reach),
				reached: mine.most <= reach,
			});
		row("seen", (of) => of.seen, 0, seen);
		row("the same as the server, accepted", (of) => of.accepted, most, accepted);
		row("the same as the server, rejected", (of) => of.rejected, most, rejected!);
	}
	return {
		title: "Frames (1/60 s) from asking for something",
		how: [
			"Median / most, with this latency each way. What is to be reached is the way there and back and a frame on each side.",
			"Without Holdfast nobody guesses: the player sees nothing before the answer, and nothing at all of what is refused.",
		],
		rows,
	};
}

export function notifyTable({ guesses, spurious, spuriousPerGuess }: NotifyFigures): ClientTable {
	return {
		title: "What listeners are told of right guesses beside the guess itself",
		how: [`${guesses} guesses, several at once; a listener of everything, and one of each place that changes.`],
		rows: [
			{
				label: "spurious notifications a guess",
				cells: onlyHoldfast(`${spuriousPerGuess}`),
				reach: "0",
				reached: spurious === 0,
			},
		],
	};
}
