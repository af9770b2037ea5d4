import type * as HoldfastServer from "../../../src/server";
import type { ControlledClient } from "../../headless/host/control-api";
import { ANN, Host, StoryData } from "./holdfast-world";

export const COINS = 1;
export const BROKEN = 2;
export const WAITING = 3;
export const UNKNOWN = 4;

/** A server on which a player's document is opened when they join, and whose products give coins. */
export class Shop {
	readonly handler: HoldfastServer.ReceiptHandler;
	/** What became of each receipt, in its order. */
	readonly told = new Array<string>();

	constructor(private readonly host: Host) {
		const grant = (draft: StoryData) => {
			draft.coins += 100;
		};
		this.handler = host.manager.receipts.handler({
			[COINS]: grant,
			[BROKEN]: () => error("out of order"),
			[WAITING]: (draft) => {
				grant(draft);
				task.wait(1);
			},
		});
		const place = host.server.scripts.globals.game as DataModel;
		host.inside(() => {
			place.GetService("MarketplaceService").ProcessReceipt = (receipt) => {
				const result = this.handler.process(receipt);
				this.told.push(result.ok ? result.value : result.error.kind);
				return (host.server.scripts.globals.Enum as typeof Enum).ProductPurchaseDecision[
					result.ok ? "PurchaseGranted" : "NotProcessedYet"
				];
			};
		});
	}

	/** The player comes; their document is opened as a game does it. */
	join(): ControlledClient {
		const client = this.host.server.join(ANN);
		this.host.inside(() => {
			this.host.manager.loadPlayerData(ANN.userId).expect();
		});
		return client;
	}
}
