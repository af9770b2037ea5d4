import type { Client } from "../../headless/universe/client";
import { BenchDocument, BenchItem, createBenchDocument, PRICE, withHead } from "./bench-document";
import { Outlet, remoteOf } from "./outlet";
import type { Stage } from "./stage";
import type { ClientSide, ServerSide } from "./ways";

export const TABLE_REMOTES = ["state", "buy"];

/** What many games do at first: whatever has changed, everybody gets the whole table, once a frame. */
export class TableServer implements ServerSide {
	private readonly players = new Array<Player>();
	private state = createBenchDocument() as { coins: number; inventory: Array<{ id: string; amount: number }> };
	private hasChanged = false;

	constructor(private readonly outlet: Outlet) {
		outlet.receive("buy", (_player, item) => {
			this.state.coins -= PRICE;
			this.addAtHead({ id: item as string, amount: 1 });
		});
		outlet.eachFrame(() => this.frame());
	}

	show(player: Player): void {
		this.players.push(player);
		this.outlet.send("state", player, this.state);
	}

	setCoins(value: number): void {
		this.state.coins = value;
		this.hasChanged = true;
	}

	setAmount(index: number, amount: number): void {
		this.state.inventory[index].amount = amount;
		this.hasChanged = true;
	}

	addAtHead(item: BenchItem): void {
		this.state.inventory = withHead(this.state.inventory, item);
		this.hasChanged = true;
	}

	setEveryAmount(amount: number): void {
		for (const item of this.state.inventory) item.amount = amount;
		this.hasChanged = true;
	}

	frame(): void {
		if (!this.hasChanged) return;
		this.hasChanged = false;
		for (const player of this.players) this.outlet.send("state", player, this.state);
	}
}

export class TableClient implements ClientSide {
	private state?: BenchDocument;
	private readonly shop: RemoteEvent;

	constructor(stage: Stage, client: Client) {
		this.shop = remoteOf(stage, client, "buy");
		const remote = remoteOf(stage, client, "state");
		remote.OnClientEvent.Connect((state: unknown) => (this.state = state as BenchDocument));
	}

	read(): BenchDocument | undefined {
		return this.state;
	}

	buy(item: string): void {
		this.shop.FireServer(item);
	}
}
