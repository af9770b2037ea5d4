import type { SeededRandom } from "../../../src/testing/seeded-random";
import * as threads from "../engine/threads";
import { hostOf } from "../engine/userdata";
import type { Client } from "./client";

/** What a game's receipt handler is told. */
export interface Receipt {
	readonly PurchaseId: string;
	readonly PlayerId: number;
	readonly ProductId: number;
	readonly PlaceIdWherePurchased: number;
	readonly CurrencySpent: number;
	readonly CurrencyType: unknown;
	readonly ProductPurchaseChannel: unknown;
}

/** How a server hands receipts to its scripts. */
export interface ReceiptDesk {
	/** The handler for a product, the older `ProcessReceipt` if none is bound for it, or nothing. */
	readonly handlerOf: (productId: number) => Callback | undefined;
}

const PRICE_ROBUX = 25;
const GRANTED = new ReadonlySet(["Enum.ProductPurchaseDecision.PurchaseGranted", "Enum.ReceiptDecision.Processed"]);

/**
 * Purchases of developer products, kept on the platform's side until a server has granted them. All that are unresolved
 * for a player are handed out again when the player joins or buys; there is no timed retry, the order is none, and a
 * grant may fail to be recorded (platform.md 5).
 */
export class Purchases {
	private readonly unresolved = new Map<number, Array<Receipt>>();

	constructor(
		private readonly random: SeededRandom,
		/** Share of grants that are not recorded, so that the same receipt comes again. */
		private readonly recordFailure: number,
	) {}

	/** What is paid for and not yet granted. */
	countUnresolved(userId: number): number {
		return this.of(userId).size();
	}

	isUnresolved(userId: number, purchaseId: string): boolean {
		return this.of(userId).some((receipt) => receipt.PurchaseId === purchaseId);
	}

	/** The player pays; every purchase of theirs that is still open is handed to their server. Returns the purchase's id. */
	buy(client: Client, productId: number): string {
		const enums = client.world.enums;
		const id = this.random.guid();
		this.of(client.profile.userId).push({
			PurchaseId: id,
			PlayerId: client.profile.userId,
			ProductId: productId,
			PlaceIdWherePurchased: client.placeId,
			CurrencySpent: PRICE_ROBUX,
			CurrencyType: enums.item("CurrencyType", "Robux"),
			ProductPurchaseChannel: enums.item("ProductPurchaseChannel", "InExperience"),
		});
		this.handOut(client);
		return id;
	}

	/** Called when a player has joined, too. */
	handOut(client: Client): void {
		for (const receipt of this.random.shuffle(this.of(client.profile.userId))) this.process(client, receipt);
	}

	private process(client: Client, receipt: Receipt): void {
		const server = client.server;
		const handler = server.receipts.handlerOf(receipt.ProductId);
		if (handler === undefined) {
			// Nobody set a handler: the platform takes that for a yes.
			this.resolve(receipt);
			return;
		}
		server.realm.schedule(server.realm.scheduler.now, () => {
			server.realm.spawn(() => {
				const decision = (handler as (info: Receipt) => unknown)({ ...receipt });
				const granted = GRANTED.has(hostOf(decision)?.text() ?? "");
				if (granted && !this.random.chance(this.recordFailure)) this.resolve(receipt);
			}, threads.pack());
		});
	}

	private resolve(receipt: Receipt): void {
		const open = this.of(receipt.PlayerId);
		const index = open.findIndex((other) => other.PurchaseId === receipt.PurchaseId);
		if (index >= 0) open.remove(index);
	}

	private of(userId: number): Array<Receipt> {
		let receipts = this.unresolved.get(userId);
		if (receipts === undefined) {
			receipts = [];
			this.unresolved.set(userId, receipts);
		}
		return receipts;
	}
}
