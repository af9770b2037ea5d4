import type { HandOffFigures } from "../../bench-sessions-hand-off";
import { HAND_OFF_REACH, LATENCY_MODEL } from "../latency-model";
import { ByLibrary, forEachLibrary } from "../libraries";
import type { Table } from "../table";
import { secondsAt } from "./seconds-at";

/** How long a document takes to come over from a server that has it. */
export function handOffTable(figures: ByLibrary<HandOffFigures>): Table {
	const { seconds, never } = figures.Holdfast;
	const { typical, most } = HAND_OFF_REACH;
	return {
		title: "Opening a document whose owner is alive elsewhere and does not leave: seconds",
		how: [
			`${seconds.count() + never} opens. ${LATENCY_MODEL}`,
			"Two messages and one save are %.2f s at the middle of these, %.2f s at their end.".format(typical, most),
		],
		rows: [
			{
				label: "p50",
				cells: forEachLibrary((library) => secondsAt(figures[library].seconds, 0.5)),
				reach: "<= %.2f".format(typical),
				reached: (seconds.percentile(0.5) ?? math.huge) <= typical,
			},
			{
				label: "p99",
				cells: forEachLibrary((library) => secondsAt(figures[library].seconds, 0.99)),
				reach: "<= %.2f".format(most),
				reached: (seconds.percentile(0.99) ?? math.huge) <= most,
			},
			{ label: "first call refused", cells: forEachLibrary((library) => tostring(figures[library].refused)) },
			{ label: "not open after 90 s", cells: forEachLibrary((library) => tostring(figures[library].never)) },
		],
	};
}
