import { ByWay, WAYS } from "./ways";

/** Libraries that could not be run here: what `peers.md` says of them. */
export const QUOTED = ["charm-sync", "Replica", "TableRep."] as const;
export type Quoted = (typeof QUOTED)[number];

/** One figure, of every way. */
export interface ClientRow {
	readonly label: string;
	readonly cells: ByWay<string>;
	readonly quoted?: Record<Quoted, string>;
	/** What Holdfast is to reach, and whether it does. */
	readonly reach?: string;
	readonly reached?: boolean;
	/** The ways that do better than Holdfast. */
	readonly better?: ReadonlyArray<string>;
}

/** Rows under a heading, and how they were measured. */
export interface ClientTable {
	readonly title: string;
	readonly how: ReadonlyArray<string>;
	readonly rows: ReadonlyArray<ClientRow>;
}

const LABEL_WIDTH = 42;
const GAP = 2;
const NONE = "–";

function verdict({ reach, reached, better = [] }: ClientRow): string {
	const sentences = new Array<string>();
	if (reach !== undefined) sentences.push(`${reach}: ${reached === true ? "reached" : "MISSED"}`);
	if (!better.isEmpty()) sentences.push(`better: ${better.join(", ")}`);
	return sentences.join("; ");
}

/** How many characters there are, not bytes. */
function widthOf(text: string): number {
	const [length] = utf8.len(text);
	return length as number;
}

/** A table as lines of text. Columns of what was quoted are there only where something is. */
export function formatClientTable({ title, how, rows }: ClientTable): Array<string> {
	const hasQuoted = rows.some((row) => row.quoted !== undefined);
	let width = 0;
	const right = (text: string) => string.rep(" ", width - widthOf(text)) + text;
	const line = (label: string, cells: ReadonlyArray<string>, last: string) => {
		const [text] = `%-${LABEL_WIDTH}s%s   %s`.format(label, cells.map(right).join(""), last).gsub("%s+$", "");
		return text;
	};
	const cellsOf = ({ cells, quoted }: ClientRow) => [
		...WAYS.map((way) => cells[way]),
		...(hasQuoted ? QUOTED.map((peer) => (quoted !== undefined ? quoted[peer] : NONE)) : []),
	];
	const heads = [...WAYS, ...(hasQuoted ? QUOTED.map((peer) => `(${peer})`) : [])];
	for (const cells of [heads, ...rows.map(cellsOf)]) {
		for (const cell of cells) width = math.max(width, widthOf(cell) + GAP);
	}
	return [
		"",
		title,
		...how.map((sentence) => `  ${sentence}`),
		...(hasQuoted ? ["  In brackets: not run; what peers.md says of them."] : []),
		line("", heads, "reach"),
		...rows.map((row) => line(`  ${row.label}`, cellsOf(row), verdict(row))),
	];
}
