import type { SeededRandom } from "../../src/testing/seeded-random";
import { formatOutput } from "../headless/commands/run-place";
import type { PlaceNode, PlayerProfile } from "../headless/host/control-api";
import type { Native } from "../headless/host/native";
import type { Server } from "../headless/universe/server";
import { Universe } from "../headless/universe/universe";
import { Bot, BotWorld } from "./bot";
import { Belongings, readStored } from "./game-rules";
import type { PlayerModel } from "./player-model";
import { PredictionLog } from "./prediction-log";
import { Summary, Timeline, writeSummary } from "./report";
import { STORE, StoreWatch } from "./store-watch";

export interface JourneyOptions {
	readonly seed: number;
	readonly servers: number;
	readonly players: number;
	readonly minutes: number;
	readonly quiet: boolean;
}

const NAMES = ["Ann", "Ben", "Cho", "Dan", "Eve", "Fay", "Gus", "Hal", "Ida", "Jon", "Kim", "Leo", "Mia", "Ned", "Ola"];
const REPLACE_SECONDS = 10;
// After the last moment of play: visits end, servers close, and the last locks are given free.
const CLOSING_SECONDS = 45;

/** Plays the quick-start game with bots, lets one server close and one crash, and checks every player's data. */
export class Journey implements BotWorld {
	readonly universe: Universe;
	readonly counts = { joins: 0, hops: 0, viewsChecked: 0 };
	readonly predictions = new PredictionLog();
	private readonly timeline: Timeline;
	private readonly random: SeededRandom;
	private readonly bots = new Array<Bot>();
	private readonly models = new Map<string, PlayerModel>();
	private readonly problems = new Array<string>();
	private readonly watch: StoreWatch;
	private writesChecked = 0;
	private crashes = 0;
	private shutdowns = 0;

	constructor(
		private readonly native: Native,
		private readonly place: PlaceNode,
		private readonly options: JourneyOptions,
	) {
		this.universe = new Universe(native, {
			seed: options.seed,
			onOutput: (line) => line.kind !== "print" && native.writeLine(formatOutput(line)),
		});
		this.random = this.universe.random.derive("journey");
		this.timeline = new Timeline(native, () => this.universe.scheduler.now, options.quiet);
		this.watch = new StoreWatch(
			this.universe,
			(key) => this.models.get(key),
			(problem) => this.complain(problem),
		);
		this.universe.cloud.observe(() => {
			this.writesChecked += 1;
		});
	}

	/** Returns the exit code. */
	run(): number {
		const endTime = this.options.minutes * 60;
		for (let index = 0; index < this.options.servers; index += 1) this.startServer();
		for (let index = 0; index < this.options.players; index += 1) this.addBot(index);
		this.planShutdown(endTime * (0.35 + 0.1 * this.random.nextNumber()));
		this.planCrash(endTime * (0.5 + 0.25 * this.random.nextNumber()));
		this.universe.scheduler.runUntil(endTime);
		this.tell("the day is over: visits end and servers close");
		for (const bot of this.bots) bot.retire();
		this.universe.runFor(10);
		for (const server of this.universe.servers) server.close("DeveloperShutdown");
		this.universe.runFor(CLOSING_SECONDS);
		for (const bot of this.bots) this.checkDocument(bot);
		for (const problem of this.problems) this.native.complain(problem);
		writeSummary(this.native, this.summary());
		return this.problems.isEmpty() && this.universe.errors.isEmpty() ? 0 : 1;
	}

	pickServer(random: SeededRandom, except?: Server): Server | undefined {
		const running = this.universe.servers.filter((server) => server.state === "running");
		const others = running.filter((server) => server !== except);
		const choice = others.isEmpty() ? running : others;
		return choice.isEmpty() ? undefined : random.pick(choice);
	}

	tell(text: string): void {
		this.timeline.tell(text);
	}

	complain(problem: string): void {
		this.problems.push(problem);
		this.tell(`CHECK FAILED ${problem}`);
	}

	stored(profile: PlayerProfile): Belongings | undefined {
		const record = this.universe.cloud.inspect(STORE, keyOf(profile)) as { data?: unknown } | undefined;
		return record === undefined ? undefined : readStored(record.data);
	}

	private startServer(): void {
		const server = this.universe.startServer(this.place);
		server.runScripts();
		this.tell(`${server.name} starts`);
	}

	private addBot(index: number): void {
		const round = math.floor(index / NAMES.size());
		const profile = { name: NAMES[index % NAMES.size()] + (round > 0 ? `${round + 1}` : ""), userId: 101 + index };
		const bot = new Bot(this, profile, this.random.derive(profile.name));
		this.bots.push(bot);
		this.models.set(keyOf(profile), bot.model);
		bot.begin(1 + this.random.nextNumber() * 20);
	}

	private planShutdown(time: number): void {
		this.universe.scheduler.at(time, undefined, () => {
			const server = this.pickServer(this.random)!;
			this.shutdowns += 1;
			this.tell(`${server.name} shuts down (developer update) with ${server.connectedClients().size()} players`);
			server.close("DeveloperUpdate");
			this.universe.scheduler.after(0.1, undefined, () => {
				for (const bot of this.bots) bot.serverClosed(server);
			});
			this.universe.scheduler.after(REPLACE_SECONDS, undefined, () => this.startServer());
		});
	}

	/** Where it hurts most: the server with the most players. */
	private planCrash(time: number): void {
		this.universe.scheduler.at(time, undefined, () => {
			const running = this.universe.servers.filter((candidate) => candidate.state === "running");
			const server = running.reduce((fullest, candidate) =>
				candidate.connectedClients().size() > fullest.connectedClients().size() ? candidate : fullest,
			);
			this.crashes += 1;
			this.tell(`${server.name} CRASHES with ${server.connectedClients().size()} players`);
			server.crash();
			for (const bot of this.bots) bot.serverCrashed(server);
			this.universe.scheduler.after(REPLACE_SECONDS, undefined, () => this.startServer());
		});
	}

	private checkDocument(bot: Bot): void {
		const found = this.stored(bot.profile);
		const problem =
			found === undefined ? `${bot.profile.name}: there is no readable document` : bot.model.resumed(found);
		if (problem !== undefined) this.complain(problem);
		const record = this.universe.cloud.inspect(STORE, keyOf(bot.profile)) as { lock?: unknown } | undefined;
		if (record?.lock !== undefined) this.complain(`${bot.profile.name}: the document is still locked at the end`);
	}

	private summary(): Summary {
		const losers = this.bots.filter((bot) => !bot.model.losses.isEmpty());
		const losses = this.bots.reduce(
			(all, bot) => [...all, ...bot.model.losses],
			new Array<{ actions: number; seconds: number }>(),
		);
		return {
			seed: this.options.seed,
			servers: this.options.servers,
			players: this.options.players,
			minutes: this.options.minutes,
			...this.watch.counts,
			commits: this.bots.reduce((total, bot) => total + bot.model.answeredTotal, 0),
			predictions: this.predictions.counts(),
			hops: this.counts.hops,
			crashes: this.crashes,
			shutdowns: this.shutdowns,
			requests: this.universe.cloud.requests as Record<string, number>,
			lost: {
				players: losers.size(),
				actions: losses.reduce((total, loss) => total + loss.actions, 0),
				secondsMax: losses.reduce((most, loss) => math.max(most, loss.seconds), 0),
			},
			checks: {
				documents: this.bots.size(),
				writes: this.writesChecked,
				views: this.counts.viewsChecked,
				failed: this.problems.size(),
			},
			scriptErrors: this.universe.errors.size(),
			trace: this.universe.trace.hash(),
		};
	}
}

function keyOf(profile: PlayerProfile): string {
	return `player_${profile.userId}`;
}
