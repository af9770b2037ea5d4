import type { SeededRandom } from "../../../src/testing";
import type { PlaceNode } from "../../headless/host/control-api";
import type { Native } from "../../headless/host/native";
import { Universe } from "../../headless/universe/universe";
import { NoErrors } from "../checkers/no-errors";
import type { Ask, ClientChecker, Showing } from "./checkers/client-checker";
import { InOrder } from "./checkers/in-order";
import { NothingPrivate } from "./checkers/nothing-private";
import { Once } from "./checkers/once";
import { QuietListeners } from "./checkers/quiet-listeners";
import { Settled } from "./checkers/settled";
import { ViewsAgree } from "./checkers/views-agree";
import { ClientHost } from "./client-host";
import { ClientPlan, drawClientPlan } from "./client-plan";
import { ClientDocument } from "./client-rules";
import type { ClientWorld } from "./client-world";
import type { Guest } from "./guest";
import { runServer } from "./host-acts";
import { Visitor } from "./visitor";

/** What one seed has shown. */
export interface ClientReport {
	readonly seed: number;
	/** `checker: what was wrong`. */
	readonly violations: ReadonlyArray<string>;
	readonly clients: number;
	readonly asks: number;
	readonly confirmed: number;
	readonly views: number;
	readonly faults: Readonly<Record<string, number>>;
	readonly trace: string;
}

// Whatever is asked again is asked again by then: the longest wait is half a minute.
const CALM_SECONDS_MAX = 60;
const CALM_STEP_SECONDS = 2;
// A gap is found, and closed, with the slowest connection and few tokens.
const HEAL_SECONDS = 7;

/** One seed: servers, and clients that come and go and ask for things while messages are lost, watched by checkers. */
export class ClientRun implements ClientWorld {
	readonly random: SeededRandom;
	readonly plan: ClientPlan;
	readonly checkers: ReadonlyArray<ClientChecker>;
	private readonly universe: Universe;
	private readonly hosts = new Array<ClientHost>();
	/** Everybody who has ever joined, once for each join. */
	private readonly guests = new Array<Guest>();
	private readonly violations = new Array<string>();
	private calm = false;
	private views = 0;

	constructor(
		private readonly native: Native,
		private readonly place: PlaceNode,
		private readonly seed: number,
		/** Shows what happens, for a replay. */
		private readonly verbose: boolean,
	) {
		this.plan = drawClientPlan(new Universe(native, { seed }).random.derive("clients plan"));
		const { latency, unreliableLoss } = this.plan;
		this.universe = new Universe(native, { seed, networkLatency: latency, unreliableLoss });
		this.random = this.universe.random.derive("clients");
		const complainAs = (name: string) => (problem: string) => this.violations.push(`${name}: ${problem}`);
		const errors = () => this.universe.errors.map((line) => `${line.realm}: ${line.text}`);
		this.checkers = [
			new ViewsAgree(complainAs("views-agree")),
			new Once(complainAs("once")),
			new InOrder(complainAs("in-order")),
			new NothingPrivate(complainAs("nothing-private")),
			new Settled(complainAs("settled")),
			new QuietListeners(complainAs("quiet-listeners")),
			new NoErrors(complainAs("no-errors"), errors),
		];
	}

	run(): ClientReport {
		const { plan, universe } = this;
		for (const _ of $range(1, plan.servers)) {
			const host = new ClientHost(this, universe.startServer(this.place));
			this.hosts.push(host);
			runServer(this, host);
		}
		this.hosts[0].openGuild();
		for (const userId of $range(1, plan.players)) {
			const visitor = new Visitor(this, userId);
			this.later(this.random.nextNumber() * 3, () => visitor.join(this.pickHost()));
		}
		universe.runFor(plan.seconds);
		this.calm = true;
		this.calmDown();
		this.sayLastWord();
		universe.runFor((plan.config.hashSeconds ?? 0) + HEAL_SECONDS);
		this.finish();
		return this.report();
	}

	now(): number {
		return this.universe.scheduler.now;
	}

	later(seconds: number, action: () => void): void {
		this.universe.scheduler.after(seconds, undefined, action);
	}

	count(kind: string, times = 1): void {
		for (const _ of $range(1, times)) this.universe.cloud.faults.count(kind);
	}

	isCalm(): boolean {
		return this.calm;
	}

	pickHost(except?: ClientHost): ClientHost {
		const others = this.hosts.filter((host) => host !== except);
		return this.random.pick(others.isEmpty() ? this.hosts : others);
	}

	noteGuest(guest: Guest): void {
		this.guests.push(guest);
	}

	guestsOf(host: ClientHost): ReadonlyArray<Guest> {
		return this.present().filter((guest) => guest.host === host);
	}

	note(text: string): void {
		this.universe.note("sweep", text);
		if (this.verbose) this.native.writeLine("%9.3f %s".format(this.now(), text));
	}

	private present(): ReadonlyArray<Guest> {
		return this.guests.filter((guest) => guest.isHere());
	}

	/** Until nothing is under way any more. */
	private calmDown(): void {
		for (const _ of $range(1, CALM_SECONDS_MAX / CALM_STEP_SECONDS)) {
			this.universe.runFor(CALM_STEP_SECONDS);
			const isQuiet = this.present().every((guest) => {
				return guest.isSettled() && guest.state(tostring(guest.userId))?.isReady() === true;
			});
			if (isQuiet) break;
		}
	}

	/** A client that has missed the last change of all learns it from the next one, or from the hash that follows it. */
	private sayLastWord(): void {
		for (const host of this.hosts) {
			for (const session of host.openSessions()) {
				host.inside(() => session.update((draft) => (draft.title = "the end")));
			}
		}
	}

	private finish(): void {
		const showings = new Array<Showing>();
		for (const { showings: shown } of this.hosts) {
			for (const { guest, session, view } of shown) {
				if (!guest.isHere()) continue;
				const { key } = session;
				const data = session.data as ClientDocument;
				showings.push({ guest: guest.name, key, view, data, state: guest.state(key)?.getState() });
			}
		}
		const quiet = {
			showings,
			guests: new Set(this.present().map(({ name }) => name)),
			intact: new Set(this.guests.filter((guest) => !guest.hasLost).map(({ name }) => name)),
			shows: (guest: string, key: string) => this.guests.find(({ name }) => name === guest)!.showsOf(key),
		};
		for (const checker of this.checkers) checker.finished?.(quiet);
		this.views = showings.size();
	}

	private report(): ClientReport {
		const { seed, violations, guests, views, universe } = this;
		const asks = guests.reduce((list, guest) => [...list, ...guest.asks], new Array<Ask>());
		for (const { mutation } of asks) {
			const rejection = mutation.getRejection();
			if (rejection !== undefined) this.count(`rejected ${rejection.code}`);
		}
		this.countLost();
		return {
			seed,
			violations,
			clients: guests.size(),
			asks: asks.size(),
			confirmed: asks.filter(({ mutation }) => mutation.getStatus() === "confirmed").size(),
			views,
			faults: universe.cloud.faults.counts,
			trace: universe.trace.hash(),
		};
	}

	/** What the engine itself has dropped. */
	private countLost(): void {
		for (const [name, { dropped }] of this.universe.traffic.all()) {
			if (name === "ReplicatedStorage.Positions → client") this.count("unreliable message lost", dropped);
			if (name === "ReplicatedStorage.HoldfastState → server") this.count("message to server throttled", dropped);
		}
	}
}
