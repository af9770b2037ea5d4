import { ByLibrary, LIBRARIES } from "./libraries";

/** One figure, of every library. */
export interface Row {
	readonly label: string;
	readonly cells: ByLibrary<string>;
	/** What Holdfast is to reach, and whether it does. */
	readonly reach?: string;
	readonly reached?: boolean;
}

/** Rows under a heading, and how they were measured. */
export interface Table {
	readonly title: string;
	readonly how: ReadonlyArray<string>;
	readonly rows: ReadonlyArray<Row>;
}

const [LABEL_WIDTH, CELL_WIDTH] = [46, 16];

function verdict(row: Row): string {
	if (row.reach === undefined) return "";
	return `${row.reach}: ${row.reached === true ? "reached" : "MISSED"}`;
}

/** A table as lines of text. */
export function formatTable(made: Table): Array<string> {
	const line = (label: string, cells: ReadonlyArray<string>, last: string) => {
		const columns = cells.map((cell) => `%${CELL_WIDTH}s`.format(cell)).join("");
		const [text] = `%-${LABEL_WIDTH}s%s   %s`.format(label, columns, last).gsub("%s+$", "");
		return text;
	};
	return [
		"",
		made.title,
		...made.how.map((sentence) => `  ${sentence}`),
		line("", [...LIBRARIES], "reach"),
		...made.rows.map((row) =>
			line(
				`  ${row.label}`,
				LIBRARIES.map((library) => row.cells[library]),
				verdict(row),
			),
		),
	];
}
