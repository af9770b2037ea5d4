import type * as Holdfast from "../../../src";
import type * as HoldfastClient from "../../../src/client";
import type * as HoldfastServer from "../../../src/server";
import type { Client } from "../../headless/universe/client";
import { BenchDocument, BenchItem, createBenchDocument } from "./bench-document";
import { declareGame, Game, GameMutators } from "./holdfast-game";
import { Stage, USER_ID } from "./stage";
import type { ClientSide, ServerSide } from "./ways";

export interface HoldfastData {
	coins: number;
	inventory: Array<{ id: string; amount: number }>;
}

const OPEN_SECONDS = 3;

/** A change that is refused would look very fast. */
function expectDone(result: { readonly ok: boolean }): void {
	if (!result.ok) error("Holdfast did not commit what the bench has changed");
}

/** A collection with a schema, and a publisher, by the library's own defaults. */
export class HoldfastSide implements ServerSide {
	private readonly game: Game;
	private publisher!: HoldfastServer.Publisher;
	private session!: HoldfastServer.Session<HoldfastData>;

	/** `ports`: what takes the place of the engine's remote and heartbeat. */
	constructor(stage: Stage, ports?: HoldfastServer.PublishPorts) {
		const { server } = stage;
		const holdfast = stage.load<typeof HoldfastServer>(server, "holdfast", "server");
		this.game = declareGame(stage.load<typeof Holdfast>(server, "holdfast"));
		const { schema, channel } = this.game;
		const defaults = () => createBenchDocument() as HoldfastData;
		const players = holdfast.defineCollection<HoldfastData>({ name: "Players", schema, defaults, backups: "off" });
		let refusal = "not in time";
		stage.on(server, () => {
			const manager = new holdfast.DataManager<HoldfastData>({ cloud: holdfast.createRobloxCloud() });
			this.publisher = new holdfast.Publisher({ channels: [channel], ports });
			manager.start();
			this.publisher.start();
			const opened = manager.open(players, `${USER_ID}`, { player: { UserId: USER_ID } }).expect();
			if (opened.ok) this.session = opened.value;
			else refusal = opened.error.message;
		});
		stage.runFor(OPEN_SECONDS);
		if (this.session === undefined) error(`Holdfast did not open the bench's document: ${refusal}`);
	}

	show(player: Player): void {
		expectDone(this.publisher.show(this.game.channel, this.session, player, { view: "owner" }));
	}

	setCoins(value: number): void {
		expectDone(this.session.set(["coins"], value));
	}

	setAmount(index: number, amount: number): void {
		expectDone(this.session.set(["inventory", index, "amount"], amount));
	}

	addAtHead(item: BenchItem): void {
		expectDone(this.session.insert(["inventory"], { ...item }, 0));
	}

	setEveryAmount(amount: number): void {
		const done = this.session.update(["inventory"], (items) => {
			for (const item of items) item.amount = amount;
		});
		expectDone(done);
	}

	/** Its ports have it done. */
	frame(): void {}

	read(): BenchDocument {
		return this.session.data;
	}
}

type GameState = HoldfastClient.StateManager<HoldfastData, GameMutators>;

/** A client with its own document. */
export class HoldfastClientSide implements ClientSide {
	readonly state: GameState;

	/** `ports`: what takes the place of the engine's remote and heartbeat. To be made in a thread of the machine. */
	constructor(stage: Stage, machine: Client | Stage["server"], ports?: HoldfastClient.ClientPorts) {
		const holdfast = stage.load<typeof HoldfastClient>(machine, "holdfast", "client");
		const { channel } = declareGame(stage.load<typeof Holdfast>(machine, "holdfast"));
		const states = new holdfast.StateClient({ channels: [channel], ports });
		this.state = states.state(channel) as unknown as GameState;
		states.start();
	}

	read(): BenchDocument | undefined {
		return this.state.getState();
	}

	buy(item: string): void {
		this.state.mutate.buyItem(item);
	}
}
