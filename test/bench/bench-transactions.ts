import type { PlaceNode } from "../headless/host/control-api";
import type { Native } from "../headless/host/native";
import { benchTradeCrash, CrashCounts, CrashKind } from "./bench-transactions-crash";
import { benchTradeLatency } from "./bench-transactions-latency";
import { benchTradeRate, Crowd, CROWDS, RateCounts, RateFigures } from "./bench-transactions-rate";
import { benchTradeWrites, WritesCounts } from "./bench-transactions-writes";
import { formatTradeTable, TradeTable } from "./transactions/trade-table";
import { latencyTable, rateTable, tradeCrashTable, writesTable } from "./transactions/trade-tables";
import { ByWay, forEachWay, Way } from "./transactions/ways";

/** How much of everything is done. */
interface Counts {
	readonly writes: WritesCounts;
	readonly latencyTrades: number;
	readonly rate: RateCounts;
	readonly crash: Record<CrashKind, CrashCounts>;
}

const FULL: Counts = {
	writes: { slots: 4, players: 20 },
	latencyTrades: 100,
	rate: { warmSeconds: 300, seconds: 600 },
	crash: { around: { seeds: 4, trades: 1000 }, within: { seeds: 2, trades: 1000 } },
};
const QUICK: Counts = {
	writes: { slots: 1, players: 6 },
	latencyTrades: 10,
	rate: { warmSeconds: 20, seconds: 20 },
	crash: { around: { seeds: 1, trades: 100 }, within: { seeds: 1, trades: 50 } },
};

/** What `npm run bench -- transactions` has measured. */
export interface TransactionFigures {
	readonly figures: Readonly<Record<string, unknown>>;
	/** Labels of the figures that do not reach what they are to. */
	readonly missed: ReadonlyArray<string>;
}

/** Trades by Holdfast beside two plain updates through ProfileStore: the same universes with the same seeds. */
export function benchTransactions(native: Native, place: PlaceNode, quick: boolean): TransactionFigures {
	const counts = quick ? QUICK : FULL;
	const missed = new Array<string>();
	const show = (made: TradeTable) => {
		for (const line of formatTradeTable(made)) native.writeLine(line);
		for (const { label, reached } of made.rows) if (reached === false) missed.push(`${made.title}: ${label}`);
	};
	const timed = <T>(name: string, measure: (way: Way) => T): ByWay<T> => {
		const began = native.realClock();
		const results = forEachWay(measure);
		native.writeLine("(%s: %.0f s)".format(name, native.realClock() - began));
		return results;
	};
	const writes = timed("writes", (way) => benchTradeWrites(native, place, way, counts.writes));
	show(writesTable(writes, counts.writes));
	const latency = timed("latency", (way) => benchTradeLatency(native, place, way, counts.latencyTrades));
	show(latencyTable(latency));
	const rate: Partial<Record<Crowd, ByWay<RateFigures | undefined>>> = {};
	for (const crowd of CROWDS) {
		rate[crowd] = timed(`rate, ${crowd}`, (way) => benchTradeRate(native, place, way, crowd, counts.rate));
	}
	show(rateTable(rate as Record<Crowd, ByWay<RateFigures | undefined>>, counts.rate.seconds));
	const crashOf = (kind: CrashKind) => {
		const made = timed(`crashes, ${kind}`, (way) => benchTradeCrash(native, place, way, kind, counts.crash[kind]));
		show(tradeCrashTable(made, kind));
		return made;
	};
	const crash = { around: crashOf("around"), within: crashOf("within") };
	return { figures: { writes, latency, rate, crash }, missed };
}
