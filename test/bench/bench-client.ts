import type { PlaceNode } from "../headless/host/control-api";
import type { Native } from "../headless/host/native";
import { benchBytes } from "./bench-client-bytes";
import { benchConverge, LATENCIES } from "./bench-client-converge";
import { benchNotify } from "./bench-client-notify";
import { benchRebase, GuessKind, PENDING } from "./bench-client-rebase";
import { benchServer, ServerCounts } from "./bench-client-server";
import { ClientTable, formatClientTable } from "./client/client-table";
import { bytesTable, convergeTable, notifyTable, rebaseTable, serverTable } from "./client/client-tables";
import { forEachWay } from "./client/ways";

/** How much of everything is done. */
interface Counts {
	readonly server: ServerCounts;
	readonly rebaseTimes: number;
	readonly convergeTimes: number;
	readonly guessTimes: number;
}

const FULL: Counts = {
	server: { rounds: 15, roundSeconds: 0.03 },
	rebaseTimes: 1000,
	convergeTimes: 20,
	guessTimes: 20,
};
const QUICK: Counts = {
	server: { rounds: 1, roundSeconds: 0.002 },
	rebaseTimes: 20,
	convergeTimes: 2,
	guessTimes: 3,
};

/** What `npm run bench -- client` has measured. */
export interface ClientFigures {
	readonly figures: Readonly<Record<string, unknown>>;
	/** Labels of the figures that do not reach what they are to. */
	readonly missed: ReadonlyArray<string>;
	/** Labels of the figures in which others do better, and who. */
	readonly worse: ReadonlyArray<string>;
}

/** How a document gets to players: Holdfast beside Reflex, and beside what is written by hand. */
export function benchClient(native: Native, place: PlaceNode, quick: boolean): ClientFigures {
	const counts = quick ? QUICK : FULL;
	const [missed, worse] = [new Array<string>(), new Array<string>()];
	const show = (made: ClientTable) => {
		for (const line of formatClientTable(made)) native.writeLine(line);
		for (const { label, reached, better = [] } of made.rows) {
			if (reached === false) missed.push(`${made.title}: ${label}`);
			if (!better.isEmpty()) worse.push(`${label} (${better.join(", ")})`);
		}
	};
	const bytes = forEachWay((way) => benchBytes(native, place, way));
	show(bytesTable(bytes));
	const server = benchServer(native, place, counts.server);
	show(serverTable(server));
	const rebaseOf = (kind: GuessKind) =>
		PENDING.map((pending) => benchRebase(native, place, kind, pending, counts.rebaseTimes));
	const rebase = { earn: rebaseOf("earn"), buyItem: rebaseOf("buyItem") };
	show(rebaseTable(rebase));
	const converge = LATENCIES.map((latency) =>
		forEachWay((way) => benchConverge(native, place, way, latency, counts.convergeTimes)),
	);
	show(convergeTable(converge));
	const notify = benchNotify(native, place, counts.guessTimes);
	show(notifyTable(notify));
	return { figures: { bytes, server, rebase, converge, notify }, missed, worse };
}
