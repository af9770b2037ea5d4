import type { CloudRequest, Fault } from "../../../src/testing";
import type { ControlledUniverse } from "../../headless/host/control-api";

/** Which requests something happens to: those that fit all that is given. */
export interface Requests {
	/** A part of the operation's name. */
	readonly operation?: string;
	/** Only the half of an update that reads, which is where it begins. */
	readonly begins?: boolean;
	/** A part of what it is about. */
	readonly target?: string;
	readonly service?: CloudRequest["service"];
	/** The number of the server that sends it; 1 was started first. */
	readonly server?: number;
}

interface Mishap {
	readonly requests: Requests;
	readonly fault: Fault;
	/** Of those that fit, so many are spared first. */
	spared: number;
	left: number;
}

/** The half of an update that writes. */
export const WRITE = "UpdateAsync (write)";

function has(text: string, part: string | undefined): boolean {
	return part === undefined || text.find(part, 1, true)[0] !== undefined;
}

function fits(request: CloudRequest, { operation, begins, target, service, server }: Requests): boolean {
	if (!has(request.operation, operation) || !has(request.target, target)) return false;
	if (begins === true && has(request.operation, "(write)")) return false;
	return (service === undefined || service === request.service) && (server === undefined || server === request.server);
}

/** What goes wrong in a story, request by request. What was said later comes first. */
export class Mishaps {
	private all = new Array<Mishap>();

	constructor(universe: ControlledUniverse) {
		universe.cloud.faults.interfere = (request) => this.decide(request);
	}

	/** From now on, so many times, after so many that go well. Returns what ends it. */
	add(requests: Requests, fault: Fault, times = math.huge, spared = 0): () => void {
		const mishap = { requests, fault, spared, left: times };
		this.all.unshift(mishap);
		return () => {
			mishap.left = 0;
		};
	}

	/** From now on nothing goes wrong. */
	end(): void {
		this.all = [];
	}

	private decide(request: CloudRequest): Fault | undefined {
		const mishap = this.all.find((one) => {
			if (one.left === 0 || !fits(request, one.requests)) return false;
			if (one.spared === 0) return true;
			one.spared -= 1;
			return false;
		});
		if (mishap === undefined) return undefined;
		mishap.left -= 1;
		return mishap.fault;
	}
}
