import type { LogEvent } from "../../src/shared/log";
import type { SeededRandom } from "../../src/testing";
import type { PlaceNode } from "../headless/host/control-api";
import type { Native } from "../headless/host/native";
import type { Client } from "../headless/universe/client";
import { Universe } from "../headless/universe/universe";
import type { Checker, StoredDocument } from "./checkers/checker";
import { CleanMemory } from "./checkers/clean-memory";
import { Conserved } from "./checkers/conserved";
import { DeliveredOnce } from "./checkers/delivered-once";
import { ForwardOnly } from "./checkers/forward-only";
import { FreeAtLast } from "./checkers/free-at-last";
import { GrantedOnce } from "./checkers/granted-once";
import { JournaledStays } from "./checkers/journaled-stays";
import { KeepsVersion } from "./checkers/keeps-version";
import { MarkerAge } from "./checkers/marker-age";
import { NeverStuck } from "./checkers/never-stuck";
import { NoErrors } from "./checkers/no-errors";
import { NoHalf } from "./checkers/no-half";
import { NothingGone } from "./checkers/nothing-gone";
import { OneWriter } from "./checkers/one-writer";
import { SavedStays } from "./checkers/saved-stays";
import { WholeData } from "./checkers/whole-data";
import { WithinBudget } from "./checkers/within-budget";
import { FragileDocuments } from "./fragile-documents";
import { drawPlan, SweepPlan } from "./sweep-plan";
import { PlayerWorld, SweepPlayer } from "./sweep-player";
import { PRODUCT, SweepServer } from "./sweep-server";
import { SweepTrades } from "./sweep-trades";
import { SweepTally, SweepVisit } from "./sweep-visit";
import { WeatherLog } from "./weather-log";

const STORE = "Sweep";
const FRAGILE_STORE = "Fragile";
// Unix seconds when everything begins.
const EPOCH = 1767225600;
// Long enough for a janitor to find and fold what a crash has left, with two looks and its watching.
const CALM_SECONDS = 150;
// Longer than what Holdfast leaves to expire lives: mail and lease.
const AFTER_SECONDS = 130;
const SHARED_KEYS = ["guild1", "guild2"];
// For one server to open every document, with what is left of dead ones, and to close.
const AUDIT_SECONDS = 100;

function describe(record: StoredDocument): string {
	const lock = record.lock !== undefined ? `epoch ${record.lock.epoch} of ${record.lock.owner.sub(1, 8)}` : "free";
	const unfolded = record.unfolded !== undefined ? ", journal not folded" : "";
	return `written r${record.revision}, ${lock}, total ${record.data?.total ?? "none"}${unfolded}`;
}

function describeEvent({ event, details }: LogEvent): string {
	const parts = [event];
	for (const [name, value] of pairs(details ?? {})) parts.push(`${name} ${value}`);
	return parts.join(", ");
}

/** What one seed has shown. */
export interface SeedReport {
	readonly seed: number;
	/** `checker: what was wrong`. */
	readonly violations: ReadonlyArray<string>;
	readonly tally: SweepTally;
	readonly faults: Readonly<Record<string, number>>;
	readonly excused: number;
	readonly transientOnly: boolean;
	readonly trace: string;
}

/** One seed: a universe under faults, with servers that crash and players who come and go, watched by checkers. */
export class SweepRun implements PlayerWorld {
	readonly random: SeededRandom;
	readonly checkers: ReadonlyArray<Checker>;
	readonly tally: SweepTally = {
		commits: 0,
		opens: 0,
		opensRefused: 0,
		savesReported: 0,
		savesFailed: 0,
		journaledReported: 0,
		purchases: 0,
		trades: 0,
		tradesAcross: 0,
		tradesAborted: 0,
		peeks: 0,
		transfers: 0,
		gifts: 0,
	};
	private readonly universe: Universe;
	private readonly plan: SweepPlan;
	private readonly hosts = new Array<SweepServer>();
	private readonly violations = new Array<string>();
	private readonly budget: WithinBudget;
	private readonly journaled: JournaledStays;
	private readonly granted: GrantedOnce;
	private readonly delivered: DeliveredOnce;
	/** By owner, in Unix seconds. */
	private readonly crashedAt = new Map<string, number>();
	/** They look at other documents than all others. */
	private readonly finishers = new Array<Checker>();
	private readonly visits = new Array<SweepVisit>();
	private calm = false;
	/** Somebody was there when it became calm. */
	private isServed = false;

	constructor(
		private readonly native: Native,
		private readonly place: PlaceNode,
		private readonly seed: number,
		/** Shows what happens to this document, for a replay. */
		private readonly watched?: string,
	) {
		const printed: { by?: WithinBudget } = {};
		const early = new Universe(native, { seed });
		this.plan = drawPlan(early.random.derive("plan"));
		this.universe = new Universe(native, {
			seed,
			epoch: EPOCH,
			cloud: { faults: this.plan.faults },
			onOutput: (line) => line.kind === "warn" && printed.by?.printed(line.text),
		});
		this.random = this.universe.random.derive("sweep");
		const { cloud } = this.universe;
		const stored = (key: string) => cloud.inspect(STORE, key) as StoredDocument | undefined;
		const complainAs = (name: string) => (problem: string) => this.violations.push(`${name}: ${problem}`);
		const weather = new WeatherLog(cloud.faults, () => this.now());
		this.budget = new WithinBudget(complainAs("within-budget"), () => cloud.requests);
		printed.by = this.budget;
		this.journaled = new JournaledStays(complainAs("journaled-stays"), stored);
		this.granted = new GrantedOnce(complainAs("granted-once"), stored, (key, id) =>
			this.universe.purchases.isUnresolved(tonumber(key)!, id),
		);
		this.delivered = new DeliveredOnce(complainAs("delivered-once"), stored);
		const keys = () => cloud.keys(STORE).filter((key) => key.sub(1, 1) !== "~");
		const noHalf = new NoHalf(complainAs("no-half"), keys, stored);
		const { autosaveSeconds } = this.plan.config;
		// Two intervals, and what an outage, a freeze and what was asked meanwhile may add.
		const bound = 2 * (autosaveSeconds ?? 600) + 200;
		const isRunning = (owner: string) => this.hosts.some((host) => host.owner === owner && host.isRunning());
		const markerAge = new MarkerAge(complainAs("marker-age"), () => this.now(), bound, isRunning);
		this.finishers.push(noHalf, markerAge);
		this.checkers = [
			this.granted,
			this.delivered,
			new Conserved(complainAs("conserved")),
			new SavedStays(complainAs("saved-stays"), stored),
			this.journaled,
			new OneWriter(complainAs("one-writer")),
			new ForwardOnly(complainAs("forward-only")),
			new WholeData(complainAs("whole-data")),
			noHalf,
			markerAge,
			new KeepsVersion(complainAs("keeps-version")),
			new NeverStuck(complainAs("never-stuck"), weather, () => this.now()),
			this.budget,
			new CleanMemory(
				complainAs("clean-memory"),
				() => cloud.memory.items(),
				(owner) => this.crashedAt.get(owner),
				() => this.isServed,
			),
			new NoErrors(complainAs("no-errors"), () => this.universe.errors.map((line) => `${line.realm}: ${line.text}`)),
			new FreeAtLast(
				complainAs("free-at-last"),
				() => cloud.keys(STORE),
				stored,
				(owner) => this.hosts.some((host) => host.owner === owner && host.endedUnderFire),
			),
		];
		cloud.observe((write) => {
			if (write.store !== STORE || write.key.sub(1, 1) === "~") return;
			for (const checker of this.checkers) checker.written?.(write.key, write, write.value as StoredDocument);
			this.show(write.key, () => describe(write.value as StoredDocument));
		});
		cloud.memory.onEvicted = (item) => {
			for (const checker of this.checkers) checker.evicted?.(item.structure.place.name, item.key);
		};
		this.everySecond(weather);
		const nothingGone = new NothingGone(
			complainAs("nothing-gone"),
			(key) => cloud.inspect(FRAGILE_STORE, key),
			(value) => (value !== undefined ? native.jsonEncode(value as never) : ""),
		);
		this.finishers.push(nothingGone);
		cloud.observe((write) => write.store === FRAGILE_STORE && nothingGone.wroteFragile(write.key, write));
		new FragileDocuments(this, nothingGone).begin();
	}

	run(): SeedReport {
		const { plan } = this;
		for (let index = 0; index < plan.servers; index += 1) this.startServer();
		for (let index = 1; index <= plan.players; index += 1) {
			const player = new SweepPlayer(this, index);
			this.later(this.random.nextNumber() * 10, () => player.join());
		}
		for (const key of SHARED_KEYS) this.visitShared(key);
		new SweepTrades(this).begin();
		this.planEnds(plan.crashEvery, (host) => host.server.crashAfterResumptions(this.random.nextInteger(1, 60)));
		this.planEnds(plan.closeEvery, (host) => host.server.close("DeveloperUpdate"));
		this.planEnds(plan.freezeEvery, (host) => host.freeze(this.random.pick([3, 20, 45, 70])));
		this.universe.runFor(plan.seconds);
		this.calm = true;
		for (const host of this.hosts) host.calmDown();
		this.isServed = this.hosts.some((host) => host.isRunning());
		this.universe.cloud.faults.stop();
		this.universe.runFor(CALM_SECONDS);
		for (const host of this.hosts) host.server.close("DeveloperShutdown");
		this.universe.runFor(AFTER_SECONDS);
		for (const checker of this.checkers) if (!this.finishers.includes(checker)) checker.finished?.();
		this.audit();
		for (const checker of this.finishers) checker.finished?.();
		return {
			seed: this.seed,
			violations: this.violations,
			tally: this.tally,
			faults: this.universe.cloud.faults.counts,
			excused: this.journaled.excused,
			transientOnly: this.plan.transientOnly,
			trace: this.universe.trace.hash(),
		};
	}

	now(): number {
		return this.universe.scheduler.now;
	}

	later(seconds: number, action: () => void): void {
		this.universe.scheduler.after(seconds, undefined, action);
	}

	countHop(): void {
		this.universe.cloud.faults.count("player hop");
	}

	buy(client: Client): void {
		const { userId } = client.profile;
		this.tally.purchases += 1;
		this.granted.bought(tostring(userId), this.universe.purchases.buy(client, PRODUCT));
	}

	pickOther(key: string): string {
		const others = SHARED_KEYS.filter((other) => other !== key);
		for (const index of $range(1, this.plan.players)) if (tostring(index) !== key) others.push(tostring(index));
		return this.random.pick(others);
	}

	noteGift(key: string, id: string, mark: string): void {
		this.delivered.wasSent(key, id, mark);
	}

	countDamage(): void {
		this.universe.cloud.faults.count("stored value damaged");
	}

	isCalm(): boolean {
		return this.calm;
	}

	pickServer(except?: SweepServer): SweepServer | undefined {
		const running = this.hosts.filter((host) => host.isRunning());
		const others = running.filter((host) => host !== except);
		const choice = others.isEmpty() ? running : others;
		return choice.isEmpty() ? undefined : this.random.pick(choice);
	}

	pickKey(): string {
		const index = this.random.nextInteger(1, this.plan.players + SHARED_KEYS.size());
		return index <= this.plan.players ? tostring(index) : SHARED_KEYS[index - this.plan.players - 1];
	}

	visitsOf(host: SweepServer): ReadonlyArray<SweepVisit> {
		return this.visits.filter((visit) => visit.host === host && visit.session?.getState() === "open");
	}

	noteVisit(visit: SweepVisit): void {
		this.visits.push(visit);
	}

	/** A server opens every document that there is and closes: what nobody came back to is seen to. */
	private audit(): void {
		this.startServer();
		const auditor = this.hosts[this.hosts.size() - 1];
		for (const key of this.universe.cloud.keys(STORE)) {
			if (key.sub(1, 1) !== "~") auditor.inside(() => auditor.manager.open(auditor.collection, key).expect());
		}
		this.universe.runFor(AUDIT_SECONDS);
		auditor.server.close("DeveloperShutdown");
		this.universe.runFor(AFTER_SECONDS);
	}

	private startServer(): void {
		const server = this.universe.startServer(this.place);
		const filler = () => string.rep("x", this.random.nextInteger(0, 2000));
		const log = (event: LogEvent) => {
			this.show(event.key ?? "servers", () => `${server.name} ${describeEvent(event)}`);
		};
		const isNew = this.plan.twoVersions && this.random.chance(0.5);
		if (isNew) this.universe.cloud.faults.count("newer code");
		this.hosts.push(new SweepServer(server, this.plan, isNew ? 2 : 1, filler, log));
	}

	/** Servers end one after the other, and new ones take their places. */
	private planEnds(every: number, stop: (host: SweepServer) => void): void {
		this.later(every * (0.3 + 1.4 * this.random.nextNumber()), () => {
			if (this.calm) return;
			const host = this.pickServer();
			if (host !== undefined) stop(host);
			this.later(2 + this.random.nextNumber() * 8, () => this.refill());
			this.planEnds(every, stop);
		});
	}

	private refill(): void {
		if (this.hosts.filter((host) => host.isRunning()).size() < this.plan.servers) this.startServer();
	}

	/** A document without a player, which servers take from each other. */
	private visitShared(key: string): void {
		this.later(1 + this.random.nextNumber() * 30, () => {
			if (this.calm) return;
			const host = this.pickServer();
			if (host !== undefined && host.manager.get(host.collection, key) === undefined) {
				const visit = new SweepVisit(this, host, key, undefined);
				visit.begin();
				this.later(5 + this.random.nextNumber() * 60, () => {
					visit.over = true;
					if (host.isRunning() && visit.session?.getState() === "open")
						host.inside(() => visit.session!.close().expect());
				});
			}
			this.visitShared(key);
		});
	}

	/** A line about the document that is watched. */
	show(key: string, text: () => string): void {
		if (key === this.watched) this.native.writeLine("%9.3f %s: %s".format(this.now(), key, text()));
	}

	private everySecond(weather: WeatherLog): void {
		weather.tick();
		for (const checker of this.checkers) checker.tick?.();
		for (const { server, owner } of this.hosts) {
			if (server.state === "crashed" && !this.crashedAt.has(owner)) this.crashedAt.set(owner, EPOCH + this.now());
		}
		this.later(1, () => this.everySecond(weather));
	}
}
