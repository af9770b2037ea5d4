import type { PlaceNode } from "../../headless/host/control-api";
import type { Native } from "../../headless/host/native";
import { fastNative } from "../sessions/fast-native";
import { FieldServer } from "./field-way";
import { HoldfastSide } from "./holdfast-way";
import { createLoopback } from "./loopback";
import { createCounter } from "./outlet";
import { ReflexServer } from "./reflex-way";
import { Stage, USER_ID } from "./stage";
import { TableServer } from "./table-way";
import type { ServerSide, Way } from "./ways";

const JOURNAL_SECONDS = 3;

/** A server that shows one document to more and more players, of which each message to each of them is only counted. */
export class CrowdGame {
	readonly side: ServerSide;
	private readonly stage: Stage;
	private readonly runService: RunService;
	private readonly countSent: () => number;
	private readonly endFrame: () => void;
	private readonly greet: (player: Player) => void = () => {};
	private players = 0;

	constructor(
		native: Native,
		place: PlaceNode,
		private readonly way: Way,
	) {
		this.stage = new Stage(fastNative(native), place);
		const { stage } = this;
		this.runService = stage.game(stage.server).GetService("RunService");
		if (way === "Holdfast") {
			const loop = createLoopback(() => stage.universe.scheduler.now);
			loop.keeps = false;
			this.side = new HoldfastSide(stage, loop.serverPorts);
			this.countSent = () => loop.sent;
			this.endFrame = () => loop.serverFrame();
			this.greet = (player) => loop.greet(player);
		} else {
			const { outlet, count } = createCounter();
			let side: ServerSide | undefined;
			this.inside(() => {
				if (way === "Reflex") side = new ReflexServer(stage, outlet);
				else side = way === "whole table" ? new TableServer(outlet) : new FieldServer(outlet);
			});
			this.side = side!;
			this.countSent = count;
			this.endFrame = () => this.side.frame();
		}
	}

	/** More players join, until there are so many. */
	grow(players: number): void {
		this.inside(() => {
			for (; this.players < players; this.players += 1) {
				const player = { UserId: USER_ID + this.players } as Player;
				this.side.show(player);
				this.greet(player);
			}
			this.endFrame();
			this.endFrame();
		});
	}

	/** Runs in a thread of the server. */
	inside(body: () => void): void {
		this.stage.on(this.stage.server, body);
	}

	frame(): void {
		this.endFrame();
	}

	/** The connection that Reflex makes in a frame with changes; gives what ends it. */
	connectOnce(): () => void {
		const connection = this.runService.Heartbeat.Once(() => {});
		return () => connection.Disconnect();
	}

	/** Errors unless a change and a frame tell every player something: what tells nobody would look very fast. */
	check(change: () => void): void {
		const before = this.countSent();
		this.inside(() => {
			change();
			this.frame();
		});
		const sent = this.countSent() - before;
		if (sent < this.players) error(`${this.way}: only ${sent} of ${this.players} players were told of a change`);
	}

	/** Lets Holdfast's journal write down what was changed, while nobody measures. */
	rest(): void {
		this.stage.runFor(JOURNAL_SECONDS);
	}
}
