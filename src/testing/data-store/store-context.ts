import { CloudSwitches } from "../cloud-options";
import { Timeline } from "../timeline";
import { Backend } from "./backend";
import { RoundTrip } from "./round-trip";

/** What the DataStore objects of one server have in common. */
export interface StoreContext {
	readonly backend: Backend;
	readonly timeline: Timeline;
	readonly roundTrip: RoundTrip;
	readonly switches: CloudSwitches;
	/** Counts a request by the method that made it. */
	readonly count: (request: string) => void;
}
