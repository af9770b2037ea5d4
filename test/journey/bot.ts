import type { SeededRandom } from "../../src/testing/seeded-random";
import * as threads from "../headless/engine/threads";
import type { PlayerProfile } from "../headless/host/control-api";
import type { Client } from "../headless/universe/client";
import type { Server } from "../headless/universe/server";
import type { Universe } from "../headless/universe/universe";
import { Belongings, describeBelongings, ITEMS, NOTHING, Press, sameBelongings } from "./game-rules";
import { PlayerModel } from "./player-model";
import type { PredictionLog } from "./prediction-log";
import { readScreen } from "./read-screen";
import { ScreenModel } from "./screen-model";

/** What a bot needs of the world it plays in. */
export interface BotWorld {
	readonly universe: Universe;
	/** A server that takes players, other than the one given if there is another. */
	pickServer(random: SeededRandom, except?: Server): Server | undefined;
	tell(text: string): void;
	/** Something is not as the model says. */
	complain(problem: string): void;
	/** What the store holds for a player. */
	stored(profile: PlayerProfile): Belongings | undefined;
	readonly counts: { joins: number; hops: number; viewsChecked: number };
	readonly predictions: PredictionLog;
}

const SETTLE_SECONDS = 2;
/** What the game says of a press that its server will not answer any more: it may be done or not. */
const UNANSWERED = "The document is not shown any more.";

/** A player: joins, presses buttons, stays a while, then hops to another server or leaves and comes back. */
export class Bot {
	readonly model: PlayerModel;
	private client?: Client;
	private screen = new ScreenModel(NOTHING);
	/** What was pressed last, until the game has heard of it. */
	private pressing?: Press;
	private leaveAt = 0;
	private retired = false;

	constructor(
		private readonly world: BotWorld,
		readonly profile: PlayerProfile,
		private readonly random: SeededRandom,
	) {
		this.model = new PlayerModel(profile.name);
	}

	begin(afterSeconds: number): void {
		this.later(afterSeconds, () => this.join("joins"));
	}

	/** The day is over: no new visit begins. */
	retire(): void {
		this.retired = true;
	}

	/** This bot's server has died under it. */
	serverCrashed(server: Server): void {
		if (this.client === undefined || this.client.server !== server) return;
		this.model.crashed(this.world.universe.scheduler.now);
		this.comeBack(1, 15);
	}

	/** This bot's server is closing and has sent its players away. */
	serverClosed(server: Server): void {
		if (this.client?.server === server) this.comeBack(1, 10);
	}

	private comeBack(least: number, most: number): void {
		this.client = undefined;
		this.later(this.between(least, most), () => this.join("comes back to"));
	}

	private join(how: string, except?: Server): void {
		if (this.retired) return;
		const server = this.world.pickServer(this.random, except);
		if (server === undefined) {
			this.later(5, () => this.join(how, except));
			return;
		}
		const client = server.join(this.profile);
		this.client = client;
		this.world.counts.joins += 1;
		this.world.tell(`${this.profile.name} ${how} ${server.name}`);
		const player = client.localPlayer();
		player.signal("attribute:Ready").connect(() => this.ready(client), true);
		player.signal("attribute:Asked").connect(() => this.asked(client), false);
		player.signal("attribute:Answered").connect(() => this.answered(client), false);
	}

	/** The document is there: this is what the last visit must have left. */
	private ready(client: Client): void {
		const shown = readScreen(client);
		this.screen = new ScreenModel(shown);
		this.pressing = undefined;
		const problem = this.model.resumed(shown);
		if (problem !== undefined) this.world.complain(problem);
		const loss = this.model.takeNewLoss();
		if (loss !== undefined) {
			const seconds = "%.1f".format(loss.seconds);
			this.world.tell(`${this.profile.name} has lost ${loss.actions} actions, ${seconds} s of play, in the crash`);
		}
		this.leaveAt = this.world.universe.scheduler.now + this.between(60, 240);
		this.play(client);
	}

	private play(client: Client): void {
		this.later(this.between(2, 6), () => {
			if (this.client !== client) return;
			if (this.world.universe.scheduler.now >= this.leaveAt || this.retired) {
				this.later(SETTLE_SECONDS, () => this.endVisit(client));
				return;
			}
			this.pressing = this.random.chance(0.7) ? { kind: "mine" } : { kind: "buy", item: this.random.pick(ITEMS) };
			this.pushButton(client, this.pressing);
			this.play(client);
		});
	}

	/** The game has heard of a press, and shows what it will probably do. */
	private asked(client: Client): void {
		const press = this.pressing;
		if (press === undefined || this.client !== client) return;
		const { scheduler } = this.world.universe;
		const request = client.localPlayer().attributes.get("Asked") as number;
		const isSent = this.screen.pressed(request, press, scheduler.now);
		this.model.pressed(press, isSent);
		if (isSent) this.world.predictions.addShown();
		this.later(0, () => this.checkScreen(client));
	}

	/** The server has answered, or the game for it. */
	private answered(client: Client): void {
		if (this.client !== client) return;
		const { attributes } = client.localPlayer();
		const [request, refusal] = [
			attributes.get("Answered") as number,
			attributes.get("LastRefusal") as string | undefined,
		];
		if (refusal === UNANSWERED) return;
		this.model.pressAnswered(request);
		const { now } = this.world.universe.scheduler;
		const answer = this.screen.answered(request, refusal, now);
		if (answer.kind === "problem") this.world.complain(`${this.profile.name}: ${answer.text}`);
		const seen = describeBelongings(readScreen(client));
		this.world.predictions.addAnswer(this.profile.name, answer, refusal, now, seen);
		this.later(0, () => this.checkScreen(client));
	}

	/** At any time: what the server has confirmed, and what is guessed on top of it. */
	private checkScreen(client: Client): void {
		if (this.client !== client || client.server.state !== "running") return;
		this.world.counts.viewsChecked += 1;
		const [shown, due] = [readScreen(client), this.screen.view()];
		if (sameBelongings(shown, due)) return;
		const [seen, right] = [describeBelongings(shown), describeBelongings(due)];
		this.world.complain(`${this.profile.name} sees ${seen} where ${right} is to be shown`);
	}

	private endVisit(client: Client): void {
		if (this.client !== client) return;
		this.checkView(client);
		const from = client.server;
		this.client = undefined;
		if (!this.retired && this.random.chance(0.5)) {
			from.leave(client);
			this.world.counts.hops += 1;
			this.later(this.between(0.5, 3), () => this.join("hops to", from));
		} else {
			from.leave(client);
			this.world.tell(`${this.profile.name} leaves ${from.name} with ${describeBelongings(this.model.expected())}`);
			this.later(this.between(10, 60), () => this.join("comes back to"));
		}
	}

	/** When every press has been answered, the player must see just what the model says. */
	private checkView(client: Client): void {
		if (!this.model.settled()) return;
		this.world.counts.viewsChecked += 1;
		const shown = readScreen(client);
		if (!sameBelongings(shown, this.model.expected())) {
			const [seen, due] = [describeBelongings(shown), describeBelongings(this.model.expected())];
			this.world.complain(`${this.profile.name} sees ${seen} where ${due} is due`);
		}
	}

	/** As a finger would: fires the button of the game's own UI, in the client. */
	private pushButton(client: Client, press: Press): void {
		const buttons = client.localPlayer().findChild("PlayerScripts")!.findChild("buttons")!;
		const button = buttons.findChild(press.kind)!;
		const values = press.kind === "buy" ? threads.pack(press.item) : threads.pack();
		client.realm.schedule(client.realm.scheduler.now, () => button.signal("Event").firePacked(values));
	}

	private later(seconds: number, action: () => void): void {
		this.world.universe.scheduler.after(seconds, undefined, action);
	}

	private between(least: number, most: number): number {
		return least + (most - least) * this.random.nextNumber();
	}
}
