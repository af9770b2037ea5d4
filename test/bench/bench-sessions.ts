import type { PlaceNode } from "../headless/host/control-api";
import type { Native } from "../headless/host/native";
import { benchBurst } from "./bench-sessions-burst";
import { benchCpu } from "./bench-sessions-cpu";
import { benchCrash } from "./bench-sessions-crash";
import { benchHandOff } from "./bench-sessions-hand-off";
import { benchHour } from "./bench-sessions-hour";
import { benchMemory } from "./bench-sessions-memory";
import { ByLibrary, forEachLibrary, LibraryName } from "./sessions/libraries";
import { formatTable, Table } from "./sessions/table";
import { burstTable } from "./sessions/tables/burst-table";
import { cpuTable } from "./sessions/tables/cpu-table";
import { crashTable } from "./sessions/tables/crash-table";
import { handOffTable } from "./sessions/tables/hand-off-table";
import { hourTable } from "./sessions/tables/hour-table";
import { memoryTable } from "./sessions/tables/memory-table";
import { moneyTable } from "./sessions/tables/money-table";

/** What `npm run bench -- sessions` has measured. */
export interface SessionFigures {
	/** By figure and library. */
	readonly figures: Readonly<Record<string, unknown>>;
	/** Labels of the figures that do not reach what they are to. */
	readonly missed: ReadonlyArray<string>;
}

/** Holdfast beside its peers: one universe for each figure and library, with the same seeds and options for all. */
export function benchSessions(native: Native, place: PlaceNode): SessionFigures {
	const tables = new Array<Table>();
	const show = (made: Table) => {
		tables.push(made);
		for (const line of formatTable(made)) native.writeLine(line);
	};
	const timed = <T>(name: string, measure: (library: LibraryName) => T): ByLibrary<T> => {
		const began = native.realClock();
		const results = forEachLibrary(measure);
		native.writeLine("(%s: %.0f s)".format(name, native.realClock() - began));
		return results;
	};
	const memory = timed("memory", (library) => benchMemory(native, place, library));
	show(memoryTable(memory));
	const cpu = benchCpu(native, place);
	show(cpuTable(cpu));
	const idle = timed("an idle hour", (library) => benchHour(native, place, library, "idle"));
	const active = timed("an active hour", (library) => benchHour(native, place, library, "active"));
	// Only Holdfast's requests depend on what was changed: the others write their documents by the clock.
	const list = timed("an active hour of a list", (library) =>
		library === "Holdfast" ? benchHour(native, place, library, "list") : active[library],
	);
	const backups = timed("an active hour with backups", (library) =>
		library === "Holdfast" ? benchHour(native, place, library, "backups") : active[library],
	);
	show(hourTable({ idle, active, list, backups }));
	show(moneyTable({ idle, active, list, backups }));
	const handOff = timed("hand-off", (library) => benchHandOff(native, place, library));
	show(handOffTable(handOff));
	const crash = timed("crash", (library) => benchCrash(native, place, library));
	show(crashTable(crash));
	const burst = timed("burst", (library) => benchBurst(native, place, library));
	show(burstTable(burst));
	const figures = {
		cpu,
		memory,
		hour: { idle, active, list, backups },
		handOff: forEachLibrary((library) => ({ ...handOff[library], seconds: handOff[library].seconds.summary() })),
		crash: forEachLibrary((library) => {
			const { seconds, lost } = crash[library];
			return { ...crash[library], seconds: seconds.summary(), lost: lost.summary() };
		}),
		burst,
	};
	const missed = new Array<string>();
	for (const { title, rows } of tables) {
		for (const row of rows) if (row.reached === false) missed.push(`${title}: ${row.label}`);
	}
	return { figures, missed };
}
