import type * as Reflex from "@rbxts/reflex";

import type { Client } from "../../headless/universe/client";
import type { Server } from "../../headless/universe/server";
import { BenchDocument, BenchItem, createBenchDocument, PRICE, withAmount, withHead } from "./bench-document";
import { Outlet, remoteOf } from "./outlet";
import type { Stage } from "./stage";
import type { ClientSide, ServerSide } from "./ways";

export const REFLEX_REMOTES = ["dispatch", "start", "buy"];

function loadReflex(stage: Stage, machine: Server | Client): typeof Reflex {
	return stage.load<typeof Reflex>(machine, "rbxts_include", "node_modules", "@rbxts", "reflex", "src");
}

/** What its heartbeat calls; its types leave that out. */
interface Flushable {
	flush(): void;
}

/** The slice that both sides have. */
function createSlice({ createProducer }: typeof Reflex) {
	return createProducer(createBenchDocument(), {
		setCoins: (state, coins: number): BenchDocument => ({ ...state, coins }),
		setAmount: (state, index: number, amount: number): BenchDocument => {
			return { ...state, inventory: withAmount(state.inventory, index, amount) };
		},
		addAtHead: (state, item: BenchItem): BenchDocument => ({ ...state, inventory: withHead(state.inventory, item) }),
		setEveryAmount: (state, amounts: ReadonlyArray<number>): BenchDocument => {
			return { ...state, inventory: state.inventory.map((item, index) => ({ ...item, amount: amounts[index] })) };
		},
	});
}

/** Its broadcaster as its own documentation sets it up, with its defaults. */
export class ReflexServer implements ServerSide {
	private readonly root;
	private readonly broadcaster: Reflex.Broadcaster & Flushable;

	constructor(stage: Stage, outlet: Outlet) {
		const reflex = loadReflex(stage, stage.server);
		const slices = { player: createSlice(reflex) };
		this.root = reflex.combineProducers(slices);
		this.broadcaster = reflex.createBroadcaster({
			producers: slices,
			dispatch: (player, actions) => outlet.send("dispatch", player, actions),
		}) as Reflex.Broadcaster & Flushable;
		this.root.applyMiddleware(this.broadcaster.middleware);
		outlet.receive("start", (player) => this.show(player));
		outlet.receive("buy", (_player, item) => {
			this.setCoins(this.root.getState().player.coins - PRICE);
			this.addAtHead({ id: item as string, amount: 1 });
		});
	}

	show(player: Player): void {
		this.broadcaster.start(player);
	}

	setCoins(value: number): void {
		this.root.setCoins(value);
	}

	setAmount(index: number, amount: number): void {
		this.root.setAmount(index, amount);
	}

	addAtHead(item: BenchItem): void {
		this.root.addAtHead(item);
	}

	/** One action with a value for each: as any other it says everything. */
	setEveryAmount(amount: number): void {
		this.root.setEveryAmount(this.root.getState().player.inventory.map(() => amount));
	}

	frame(): void {
		this.broadcaster.flush();
		this.root.flush();
	}
}

export class ReflexClient implements ClientSide {
	private readonly root;
	private readonly shop: RemoteEvent;
	private isThere = false;

	constructor(stage: Stage, client: Client) {
		const reflex = loadReflex(stage, client);
		this.shop = remoteOf(stage, client, "buy");
		const slices = { player: createSlice(reflex) };
		this.root = reflex.combineProducers(slices);
		const receiver = reflex.createBroadcastReceiver<typeof slices>({
			start: () => remoteOf(stage, client, "start").FireServer(),
		});
		remoteOf(stage, client, "dispatch").OnClientEvent.Connect((actions: unknown) => {
			receiver.dispatch(actions as Array<Reflex.BroadcastAction>);
			this.isThere = true;
		});
		this.root.applyMiddleware(receiver.middleware);
	}

	read(): BenchDocument | undefined {
		return this.isThere ? this.root.getState().player : undefined;
	}

	buy(item: string): void {
		this.shop.FireServer(item);
	}
}
