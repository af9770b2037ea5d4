import { BURST_PLAYERS, BurstFigures } from "../../bench-sessions-burst";
import { ByLibrary, forEachLibrary } from "../libraries";
import type { Row, Table } from "../table";

/** What becomes of fifty opens at once, and of fifty saves within the thirty seconds of a shutdown. */
export function burstTable(figures: ByLibrary<BurstFigures>): Table {
	const row = (label: string, read: (one: BurstFigures) => string): Row => ({
		label,
		cells: forEachLibrary((library) => read(figures[library])),
	});
	const all = (label: string, read: (one: BurstFigures) => number): Row => ({
		...row(label, (one) => tostring(read(one))),
		reach: "all",
		reached: read(figures.Holdfast) === BURST_PLAYERS,
	});
	const none = (label: string, read: (one: BurstFigures) => number): Row => ({
		...row(label, (one) => tostring(read(one))),
		reach: "0",
		reached: read(figures.Holdfast) === 0,
	});
	return {
		title: `${BURST_PLAYERS} players who join one server at once, and its shutdown with all of them unsaved`,
		how: ["Documents of 10 KB, on a server that has just begun. The platform queues 30 requests of a kind."],
		rows: [
			all("opened", (one) => one.opened),
			row("seconds until the last was open", (one) => "%.2f".format(one.openSeconds)),
			all("saved at shutdown", (one) => one.saved),
			all("free after it", (one) => one.freed),
			row("seconds until the last write", (one) => "%.2f".format(one.saveSeconds)),
			row("requests that the platform queued", (one) => tostring(one.queued)),
			none("requests that it dropped", (one) => one.dropped),
			none("requests that it throttled", (one) => one.failed),
		],
	};
}
