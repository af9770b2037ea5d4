import type { Client } from "../../headless/universe/client";
import { BenchDocument, BenchItem, createBenchDocument, PRICE, withAmount, withHead } from "./bench-document";
import { Outlet, remoteOf } from "./outlet";
import type { Stage } from "./stage";
import type { ClientSide, ServerSide } from "./ways";

export const FIELD_REMOTES = ["state", "coins", "itemAmount", "itemAdded", "buy"];

/** As it is written by hand for one game: a remote for each field, fired where the field changes. */
export class FieldServer implements ServerSide {
	private readonly players = new Array<Player>();
	private state = createBenchDocument() as { coins: number; inventory: Array<{ id: string; amount: number }> };

	constructor(private readonly outlet: Outlet) {
		outlet.receive("buy", (_player, item) => {
			this.setCoins(this.state.coins - PRICE);
			this.addAtHead({ id: item as string, amount: 1 });
		});
	}

	show(player: Player): void {
		this.players.push(player);
		this.outlet.send("state", player, this.state);
	}

	setCoins(value: number): void {
		this.state.coins = value;
		for (const player of this.players) this.outlet.send("coins", player, value);
	}

	setAmount(index: number, amount: number): void {
		this.state.inventory[index].amount = amount;
		for (const player of this.players) this.outlet.send("itemAmount", player, index, amount);
	}

	addAtHead(item: BenchItem): void {
		this.state.inventory = withHead(this.state.inventory, item);
		for (const player of this.players) this.outlet.send("itemAdded", player, item.id, item.amount);
	}

	setEveryAmount(amount: number): void {
		for (const index of $range(0, this.state.inventory.size() - 1)) this.setAmount(index, amount);
	}

	frame(): void {}
}

export class FieldClient implements ClientSide {
	private state?: BenchDocument;
	private readonly shop: RemoteEvent;

	constructor(stage: Stage, client: Client) {
		this.shop = remoteOf(stage, client, "buy");
		const listen = (name: string, take: (first: unknown, second: unknown) => BenchDocument) => {
			remoteOf(stage, client, name).OnClientEvent.Connect((first: unknown, second: unknown) => {
				this.state = take(first, second);
			});
		};
		listen("state", (state) => state as BenchDocument);
		listen("coins", (coins) => ({ ...this.state!, coins: coins as number }));
		listen("itemAmount", (index, amount) => {
			return { ...this.state!, inventory: withAmount(this.state!.inventory, index as number, amount as number) };
		});
		listen("itemAdded", (id, amount) => {
			const item = { id: id as string, amount: amount as number };
			return { ...this.state!, inventory: withHead(this.state!.inventory, item) };
		});
	}

	read(): BenchDocument | undefined {
		return this.state;
	}

	buy(item: string): void {
		this.shop.FireServer(item);
	}
}
