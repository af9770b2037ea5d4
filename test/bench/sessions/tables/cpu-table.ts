import type { CpuFigures } from "../../bench-sessions-cpu";
import { ByLibrary, forEachLibrary } from "../libraries";
import type { Row, Table } from "../table";

// What Lyra took for one on another machine (peers.md).
const LYRA_WHOLE = 209;
const SAVE_RATIO = 1.5;

/** Microseconds on a document of 10 KB. */
export function cpuTable(figures: ByLibrary<CpuFigures>): Table {
	const row = (label: string, read: (one: CpuFigures) => number, reach: string, reached: boolean): Row => ({
		label,
		cells: forEachLibrary((library) => "%.2f".format(read(figures[library]))),
		reach,
		reached,
	});
	const { Holdfast, Lapis, ProfileStore } = figures;
	return {
		title: "Processor time: microseconds on a document of 150 items, 10 KB",
		how: [
			"The best of 11 rounds in turns, on a DataStore that answers at once; of a save what the stand-in takes for the engine's calls is taken off.",
			"Of the four only Holdfast and Lapis promise whoever asks for a save what becomes of it.",
			"Holdfast checks each change by a schema and makes its patch; Lapis freezes, without a validate function; the others only assign.",
		],
		rows: [
			row("add one to a number", (one) => one.increment, "below Lapis", Holdfast.increment < Lapis.increment),
			row("a field of one item in 150", (one) => one.field, "below Lapis", Holdfast.field < Lapis.field),
			row("an update of the whole document", (one) => one.whole, `below ${LYRA_WHOLE}`, Holdfast.whole < LYRA_WHOLE),
			row(
				"a save by the clock",
				(one) => one.autosave,
				`<= ${SAVE_RATIO} x ProfileStore`,
				Holdfast.autosave <= SAVE_RATIO * ProfileStore.autosave,
			),
			row("a save that is waited for", (one) => one.save, "below Lapis", Holdfast.save < Lapis.save),
		],
	};
}
