import type { ControlledUniverse, HeadlessControlApi, OutputLine } from "../../headless/host/control-api";
import { containing, findHeadless } from "./headless";

export const ANN = { name: "Ann", userId: 1 };

/** A server script of a place that is written in a spec. */
export function serverScript(source: string) {
	return containing("ServerScriptService", "Script", "main", source);
}

/** The same for a script that runs on every client. */
export function localScript(source: string) {
	return containing("StarterPlayerScripts", "LocalScript", "main", source);
}

/** Universes of places that are written in a spec, and what their scripts say. */
export class SmallPlaces {
	readonly headless: HeadlessControlApi = findHeadless()!;
	readonly lines = new Array<OutputLine>();

	createUniverse(seed = 1): ControlledUniverse {
		return this.headless.createUniverse({ seed, onOutput: (line) => this.lines.push(line) });
	}

	texts(kind?: OutputLine["kind"]): Array<string> {
		return this.lines.filter((line) => kind === undefined || line.kind === kind).map((line) => line.text);
	}
}
