import { HOUR_COMMIT_SECONDS, HOUR_PLAYERS, HourFigures, HourKind } from "../../bench-sessions-hour";
import { ByLibrary, forEachLibrary } from "../libraries";
import type { Requests } from "../request-meter";
import type { Row, Table } from "../table";

const ACTIVE_WRITES_MOST = 7;

type Hours = ByLibrary<HourFigures>;

/** What was measured, by what the players did. */
export type AllHours = Record<HourKind, Hours>;

/** What a player costs of requests: to come, to stay and to go. */
export function hourTable({ idle, active, list, backups }: AllHours): Table {
	const row = (label: string, hours: Hours, read: (one: HourFigures) => string): Row => ({
		label,
		cells: forEachLibrary((library) => read(hours[library])),
	});
	const storeOf = ({ reads, writes }: Requests) => "%.1f / %.1f".format(reads, writes);
	const { opening, leaving } = active.Holdfast;
	const calm = idle.Holdfast.playing;
	const shares = (one: HourFigures) => "%.1f / %.1f %%".format(one.unitsShare * 100, one.journalShareMost * 100);
	return {
		title: "Requests",
		how: [
			`${HOUR_PLAYERS} players on one server, one hour of play; active is one commit of a number every ${HOUR_COMMIT_SECONDS} s.`,
			"In a list, and with backups, only Holdfast was run: the peers write whole documents by the clock, and back nothing up.",
			"Reads / writes of the DataStore: an UpdateAsync is a read, and a write if it has written.",
		],
		rows: [
			{
				...row("calls to open", active, (one) => "%.2f".format(one.opening.calls)),
				reach: "1",
				reached: opening.calls === 1,
			},
			{
				...row("calls to leave", active, (one) => "%.2f".format(one.leaving.calls)),
				reach: "1",
				reached: leaving.calls === 1,
			},
			{
				...row("a player-hour, idle", idle, (one) => storeOf(one.playing)),
				reach: "0",
				reached: calm.reads === 0 && calm.writes === 0,
			},
			{
				...row("a player-hour, active", active, (one) => storeOf(one.playing)),
				reach: `<= ${ACTIVE_WRITES_MOST} writes`,
				reached: active.Holdfast.playing.writes <= ACTIVE_WRITES_MOST,
			},
			row("the same, in a list of 150 items", list, (one) => storeOf(one.playing)),
			row("active, with automatic backups", backups, (one) => storeOf(one.playing)),
			row("calls to leave, with automatic backups", backups, (one) => "%.2f".format(one.leaving.calls)),
			row("memory units a server-minute, idle", idle, (one) => "%.0f".format(one.unitsPerServerMinute)),
			row("the same, active", active, (one) => "%.0f".format(one.unitsPerServerMinute)),
			row("share of units / of memory (journal), active", active, shares),
			row("the same, in a list of 150 items", list, shares),
		],
	};
}
