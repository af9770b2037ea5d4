import type { HourFigures } from "../../bench-sessions-hour";
import { ByLibrary, forEachLibrary, LIBRARIES } from "../libraries";
import { priceOfMillion } from "../prices";
import type { Row, Table } from "../table";
import type { AllHours } from "./hour-table";

type Hours = ByLibrary<HourFigures>;

function play(one: HourFigures): number {
	return priceOfMillion(one.playing);
}

function visit(one: HourFigures): number {
	return priceOfMillion(one.opening) + priceOfMillion(one.playing) + priceOfMillion(one.leaving);
}

/** US$ for a million hours of play. */
export function moneyTable({ idle, active, list, backups }: AllHours): Table {
	const row = (label: string, hours: Hours, price: (one: HourFigures) => number): Row => ({
		label,
		cells: forEachLibrary((library) => "%.2f".format(price(hours[library]))),
		reach: "below every peer",
		reached: LIBRARIES.every((library) => library === "Holdfast" || price(hours.Holdfast) < price(hours[library])),
	});
	return {
		title: "US$ for a million player-hours, at overage prices",
		how: ["Get $0.08, Set $0.80, memory units $0.003 a million. A visit is an open, an hour of play and a leave."],
		rows: [
			row("an hour of play, idle", idle, play),
			row("an hour of play, active", active, play),
			row("an hour of play, active in a list", list, play),
			{
				label: "an hour of play, active, with automatic backups",
				cells: forEachLibrary((library) => "%.2f".format(play(backups[library]))),
			},
			row("a visit of an hour, idle", idle, visit),
			row("a visit of an hour, active", active, visit),
		],
	};
}
