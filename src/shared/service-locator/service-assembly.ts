import { fail, Result, succeed } from "../result";
import { runFactory } from "./run-factory";
import { ServiceEntry } from "./service-entry";

/** Which service could not be made, and what its factory threw. */
export interface CreationFailure {
	readonly service: string;
	readonly thrown: unknown;
}

interface Frame {
	readonly entry: ServiceEntry;
	readonly needs: Array<ServiceEntry>;
}

/** Makes services, and knows at any time which ones are being made and who needs whom. */
export class ServiceAssembly {
	/** The services that are being made, each needed by the one before it. */
	private readonly frames = new Array<Frame>();
	private lastFailure?: CreationFailure;

	/** What is being made, down to `name`: `A → B → name`. */
	public trail(name: string): string {
		return [...this.frames.map((frame) => frame.entry.name), name].join(" → ");
	}

	/** The cycle that making this service would close, as `A → B → A`, or undefined. */
	public cycleTo(entry: ServiceEntry): string | undefined {
		const start = this.frames.findIndex((frame) => frame.entry === entry);
		if (start === -1) return undefined;
		const names = this.frames.filter((_, index) => index >= start).map((frame) => frame.entry.name);
		return [...names, entry.name].join(" → ");
	}

	/** The instance of a service that is not being made just now, and makes it if need be. */
	public obtain(entry: ServiceEntry): Result<defined, CreationFailure> {
		if (entry.instance !== undefined) {
			this.addNeeds([entry]);
			return succeed(entry.instance);
		}
		const frame: Frame = { entry, needs: [] };
		this.frames.push(frame);
		const made = runFactory(entry.name, entry.create);
		this.frames.pop();
		if (!made.ok) return fail(this.blame(entry, made.error));

		if (entry.singleton) {
			entry.instance = made.value;
			entry.needs = frame.needs;
			this.addNeeds([entry]);
		} else {
			this.addNeeds(frame.needs);
		}
		return made;
	}

	private addNeeds(needs: ReadonlyArray<ServiceEntry>): void {
		if (this.frames.isEmpty()) return;
		const known = this.frames[this.frames.size() - 1].needs;
		for (const entry of needs) {
			if (!known.includes(entry)) known.push(entry);
		}
	}

	/** An error that passes through the factories above it stays the fault of the one that threw it first. */
	private blame(entry: ServiceEntry, thrown: unknown): CreationFailure {
		const passedThrough = this.lastFailure !== undefined && this.lastFailure.thrown === thrown;
		if (!passedThrough || this.lastFailure === undefined) this.lastFailure = { service: entry.name, thrown };
		return this.lastFailure;
	}
}
