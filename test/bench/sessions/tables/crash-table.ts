import { CRASH_RHYTHM, CrashFigures } from "../../bench-sessions-crash";
import { ByLibrary, forEachLibrary } from "../libraries";
import type { Row, Table } from "../table";
import { secondsAt } from "./seconds-at";

const OPEN_SECONDS_MOST = 30;
const LOST_SECONDS_MOST = 2.5;

/** What a crash costs the players who were there. */
export function crashTable(figures: ByLibrary<CrashFigures>): Table {
	const { Holdfast } = figures;
	const opens = (one: CrashFigures) => one.seconds.count() + one.never;
	const open = (label: string, share: number): Row => ({
		label: `seconds to open, ${label}`,
		cells: forEachLibrary((library) => secondsAt(figures[library].seconds, share)),
		reach: `<= ${OPEN_SECONDS_MOST}`,
		reached: (Holdfast.seconds.percentile(share) ?? math.huge) <= OPEN_SECONDS_MOST,
	});
	const lost = (label: string, share: number): Row => ({
		label: `seconds of play lost, ${label}`,
		cells: forEachLibrary((library) => secondsAt(figures[library].lost, share)),
		reach: `<= ${LOST_SECONDS_MOST}`,
		reached: (Holdfast.lost.percentile(share) ?? math.huge) <= LOST_SECONDS_MOST,
	});
	return {
		title: "After a crash, when the players join another server at once",
		how: [
			`${Holdfast.crashes} crashes with ${opens(Holdfast)} players, 0.5 to 5.5 minutes after the start; a commit every ${CRASH_RHYTHM} s.`,
			"Whoever is refused asks again a second later. The latency is as above.",
		],
		rows: [
			open("p50", 0.5),
			open("p99", 0.99),
			{
				label: "first call refused",
				cells: forEachLibrary((library) => {
					const one = figures[library];
					return "%.0f %%".format((100 * one.refused) / opens(one));
				}),
				reach: "0 %",
				reached: Holdfast.refused === 0,
			},
			lost("p50", 0.5),
			lost("p99", 0.99),
		],
	};
}
