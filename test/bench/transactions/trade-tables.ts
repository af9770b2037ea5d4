import { CRASH_ODDS, CrashKind, TradeCrashFigures } from "../bench-transactions-crash";
import { LatencyFigures } from "../bench-transactions-latency";
import { Crowd, RATE_PLAYERS, RateFigures } from "../bench-transactions-rate";
import {
	BURST_DOCUMENTS,
	BURST_TRADES,
	SLOT_SECONDS,
	TRADE_RHYTHM,
	TradesKind,
	WritesCounts,
	WritesFigures,
} from "../bench-transactions-writes";
import { TradeRow, TradeTable } from "./trade-table";
import { ByWay, forEachWay } from "./ways";

const WRITES_MOST = 2;
// Two round trips, and a frame or two between them.
const ROUND_TRIPS_MOST = 2.1;

/** A row of a figure that is read from what was measured. */
function rowOf<T>(label: string, figures: ByWay<T>, read: (one: T) => string): TradeRow {
	return { label, cells: forEachWay((way) => read(figures[way])) };
}

export function writesTable(figures: ByWay<Record<TradesKind, WritesFigures>>, { players }: WritesCounts): TradeTable {
	const rowsOf = (kind: TradesKind, name: string): Array<TradeRow> => {
		const row = (label: string, read: (one: WritesFigures) => string) =>
			rowOf(`${name}${label}`, figures, (both) => read(both[kind]));
		const mine = figures.Holdfast[kind];
		return [
			{
				...row(": writes a trade", (one) => "%.2f".format(one.writesPerTrade)),
				reach: `<= ${WRITES_MOST}`,
				reached: mine.writesPerTrade <= WRITES_MOST,
			},
			row(": writes with / without", (one) => `${one.writesWith} / ${one.writesWithout}`),
			row(": reads a trade", (one) => "%.2f".format(one.readsPerTrade)),
			row(": trades", (one) => `${one.trades}`),
			{
				...row(": seconds until no marker is left", (one) => "%.0f".format(one.markersGoneSeconds)),
				reach: "none left",
				reached: mine.markersLeft === 0,
			},
		];
	};
	return {
		title: "Writes of trades beyond those of the same game without any",
		how: [
			`${players} players on one server, a commit every ${TRADE_RHYTHM} s each, saved by the clock, no backups, until every marker is gone.`,
			`Single: each pair once in ${SLOT_SECONDS} s. Burst: ${BURST_TRADES} trades among ${BURST_DOCUMENTS} documents at one moment.`,
		],
		rows: [...rowsOf("single", "single"), ...rowsOf("burst", "burst")],
	};
}

export function latencyTable(figures: ByWay<LatencyFigures>): TradeTable {
	const { updateSeconds, p50 } = figures.Holdfast;
	return {
		title: "Until the game may say that a trade is stored",
		how: [
			`In round trips: seconds by those of one UpdateAsync in the same game (${"%.3f".format(updateSeconds)}; the store is always as fast).`,
			"ProfileStore alone says so at once, and has stored nothing; saved is when both profiles were, each by itself.",
		],
		rows: [
			{
				...rowOf("round trips, p50", figures, (one) => "%.2f".format(one.p50)),
				reach: `<= ${ROUND_TRIPS_MOST}`,
				reached: p50 <= ROUND_TRIPS_MOST,
			},
			rowOf("round trips, most", figures, (one) => "%.2f".format(one.most)),
		],
	};
}

export function rateTable(figures: Record<Crowd, ByWay<RateFigures | undefined>>, seconds: number): TradeTable {
	const rowsOf = (crowd: Crowd, name: string) => [
		rowOf(`${name}: trades a second`, figures[crowd], (one) =>
			one !== undefined ? "%.1f".format(one.tradesPerSecond) : "–",
		),
		rowOf(`${name}: writes a trade / a second`, figures[crowd], (one) =>
			one !== undefined ? "%.2f / %.1f".format(one.writesPerTrade, one.writesPerSecond) : "–",
		),
	];
	return {
		title: "Trades that a server's budget allows",
		how: [
			`${RATE_PLAYERS} players on one server who ask for the next trade as soon as one is done, for ${seconds} s, with nothing saved up.`,
			`Writes a minute: ${60 + 40 * RATE_PLAYERS} by the server's own budget, ${300 + 20 * RATE_PLAYERS} by the experience's, which is for all of its servers.`,
			"Trades of the same documents that wait for each other are saved together, as are ProfileStore's calls of Save.",
			"ProfileStore without saves asks nothing of the DataStore for a trade, so that nothing bounds it: left out.",
		],
		rows: [
			...rowsOf("pairs", "10 pairs"),
			...rowsOf("pairsAlone", "pairs, own budget alone"),
			...rowsOf("pairs10", "pairs, 10 at once each"),
			...rowsOf("ring", "a ring of 20"),
		],
	};
}

export function tradeCrashTable(figures: ByWay<TradeCrashFigures>, kind: CrashKind): TradeTable {
	const row = (label: string, read: (one: TradeCrashFigures) => string) => rowOf(label, figures, read);
	const { lost, created, storedOff, neither } = figures.Holdfast;
	const { chance, seconds } = CRASH_ODDS[kind];
	const [least, most] = seconds;
	return {
		title: `Coins, where the server crashes in ${chance * 100} % of the trades`,
		how: [
			`Two players on each server; it crashes ${least} to ${most} s after the moment of the trade, and both join another.`,
		],
		rows: [
			row("trades", (one) => `${one.trades}`),
			row("crashes", (one) => `${one.crashes}`),
			{
				...row("coins lost / created", (one) => `${one.lost} / ${one.created}`),
				reach: "0 / 0",
				reached: lost === 0 && created === 0 && storedOff === 0,
			},
			row("the same a trade", ({ lost, created, trades }) => "%.2f / %.2f".format(lost / trades, created / trades)),
			row("crashes after which the sum is another", (one) => `${one.torn}`),
			{
				...row("crashes that left neither what was before nor after", (one) => `${one.neither}`),
				reach: "0",
				reached: neither === 0,
			},
			row("writes in all, per trade", ({ writes, trades }) => "%d, %.2f".format(writes, writes / trades)),
		],
	};
}
