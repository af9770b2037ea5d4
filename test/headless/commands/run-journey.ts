import { Journey } from "../../journey/journey";
import type { Native } from "../host/native";
import { Options } from "./options";

/** `npm start`: the quick-start game, played by bots. */
export function runJourney(native: Native, args: ReadonlyArray<string>): number {
	const options = new Options(args);
	const [place, problem] = native.loadPlace(options.words[0]);
	if (place === undefined) {
		native.complain(`${options.words[0]} ${problem}`);
		return 2;
	}
	const journey = new Journey(native, place, {
		seed: options.number("seed", 1),
		servers: options.number("servers", 3),
		players: options.number("players", 12),
		minutes: options.number("minutes", 15),
		quiet: options.flag("quiet"),
	});
	return journey.run();
}
