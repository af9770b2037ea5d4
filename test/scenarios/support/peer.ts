import type { FaultPlan } from "../../../src/testing";
import type {
	ControlledServer,
	ControlledUniverse,
	HeadlessControlApi,
	OutputLine,
} from "../../headless/host/control-api";
import { findHeadless } from "./headless";

/**
 * A universe in which a library from npm runs unmodified. Each server runs the same prelude, which requires the library,
 * and then what the spec says.
 */
export class PeerUniverse {
	readonly printed = new Array<string>();
	readonly universe: ControlledUniverse;
	private readonly headless: HeadlessControlApi;

	constructor(
		private readonly prelude: string,
		seed: number,
		options: { readonly faults?: FaultPlan; readonly onPrint?: (line: OutputLine) => void } = {},
	) {
		this.headless = findHeadless()!;
		this.universe = this.headless.createUniverse({
			seed,
			cloud: { faults: options.faults },
			onOutput: (line) => {
				if (line.kind !== "print") return;
				this.printed.push(line.text);
				options.onPrint?.(line);
			},
		});
	}

	boot(): ControlledServer {
		return this.headless.startServer(this.universe);
	}

	run(server: ControlledServer, source: string): void {
		this.headless.run(server, this.prelude + source);
	}

	/** What scripts printed so far, in order. */
	said(): string {
		return this.printed.join("|");
	}

	problems(): string {
		return this.universe.errors.map((line) => line.text).join("\n");
	}
}
