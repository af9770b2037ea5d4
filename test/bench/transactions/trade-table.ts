import { ByWay, WAYS } from "./ways";

/** One figure, of every way. */
export interface TradeRow {
	readonly label: string;
	readonly cells: ByWay<string>;
	/** What Holdfast is to reach, and whether it does. */
	readonly reach?: string;
	readonly reached?: boolean;
}

/** Rows under a heading, and how they were measured. */
export interface TradeTable {
	readonly title: string;
	readonly how: ReadonlyArray<string>;
	readonly rows: ReadonlyArray<TradeRow>;
}

const [LABEL_WIDTH, CELL_WIDTH] = [58, 20];

/** A table as lines of text. */
export function formatTradeTable({ title, how, rows }: TradeTable): Array<string> {
	const line = (label: string, cells: ReadonlyArray<string>, last: string) => {
		const columns = cells.map((cell) => `%${CELL_WIDTH}s`.format(cell)).join("");
		const [text] = `%-${LABEL_WIDTH}s%s   %s`.format(label, columns, last).gsub("%s+$", "");
		return text;
	};
	const verdict = ({ reach, reached }: TradeRow) =>
		reach !== undefined ? `${reach}: ${reached === true ? "reached" : "MISSED"}` : "";
	return [
		"",
		title,
		...how.map((sentence) => `  ${sentence}`),
		line("", [...WAYS], "reach"),
		...rows.map((row) =>
			line(
				`  ${row.label}`,
				WAYS.map((way) => row.cells[way]),
				verdict(row),
			),
		),
	];
}
