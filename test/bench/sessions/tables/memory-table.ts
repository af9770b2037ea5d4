import type { MemoryFigures } from "../../bench-sessions-memory";
import { ByLibrary, forEachLibrary } from "../libraries";
import type { Table } from "../table";

const BEYOND_MOST = 0.3;

/** Memory of an open session that has nothing to save, beside that of one copy of its data. */
export function memoryTable(figures: ByLibrary<MemoryFigures>): Table {
	const beyond = ({ sessionKb, copyKb }: MemoryFigures) => (sessionKb - copyKb) / copyKb;
	const inKb = (read: (one: MemoryFigures) => number) =>
		forEachLibrary((library) => "%.1f".format(read(figures[library])));
	return {
		title: "Memory of an open, clean session of a 10 KB document",
		how: [
			"Of 200 sessions, after the collector; what the stand-in's own objects take is in it (subscriptions, key infos).",
		],
		rows: [
			{ label: "KB of Luau tables, one copy of the data", cells: inKb((one) => one.copyKb) },
			{ label: "KB of a session", cells: inKb((one) => one.sessionKb) },
			{
				label: "beyond one copy of the data",
				cells: forEachLibrary((library) => "%.0f %%".format(beyond(figures[library]) * 100)),
				reach: "<= %d %%".format(BEYOND_MOST * 100),
				reached: beyond(figures.Holdfast) <= BEYOND_MOST,
			},
		],
	};
}
