import type { SeededRandom } from "../../src/testing/seeded-random";
import * as threads from "../headless/engine/threads";
import type { PlayerProfile } from "../headless/host/control-api";
import type { Client } from "../headless/universe/client";
import type { Server } from "../headless/universe/server";
import type { Universe } from "../headless/universe/universe";
import { Belongings, describeBelongings, ITEMS, Press, sameBelongings } from "./game-rules";
import { PlayerModel } from "./player-model";

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
}

const SETTLE_SECONDS = 2;

/** A player: joins, presses buttons, stays a while, then hops to another server or leaves and comes back. */
export class Bot {
	readonly model: PlayerModel;
	private client?: Client;
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
		player.signal("attribute:Answered").connect(() => {
			this.model.answeredUpTo(player.attributes.get("Answered") as number);
		}, false);
	}

	/** The document is there: this is what the last visit must have left. */
	private ready(client: Client): void {
		const shown = this.shown(client);
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
			const press: Press = this.random.chance(0.7) ? { kind: "mine" } : { kind: "buy", item: this.random.pick(ITEMS) };
			this.model.pressed(press);
			this.pushButton(client, press);
			this.play(client);
		});
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
		const shown = this.shown(client);
		if (!sameBelongings(shown, this.model.expected())) {
			const [seen, due] = [describeBelongings(shown), describeBelongings(this.model.expected())];
			this.world.complain(`${this.profile.name} sees ${seen} where ${due} is due`);
		}
	}

	/** What this player's screen says: the attributes that the game's client script sets. */
	private shown(client: Client): Belongings {
		const attributes = client.localPlayer().attributes;
		const items = new Map<string, number>();
		for (const part of ((attributes.get("Items") ?? "") as string).split(", ")) {
			const [id, amount] = part.match("^(%S+) x(%d+)$");
			if (id !== undefined) items.set(id as string, tonumber(amount)!);
		}
		return { coins: attributes.get("Coins") as number, items };
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
