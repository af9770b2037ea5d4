import { Listenable } from "../../shared/emitter";
import { ErrorKind, HoldfastError, holdfastError, misuse } from "../../shared/errors";
import { LogSink } from "../../shared/log";
import { fail, Result, succeed } from "../../shared/result";
import { Wake } from "../../shared/wake";
import { ClockPort, PlayersPort } from "../cloud/ports";
import { hasReceipt } from "../commit/ledger";
import { Session } from "../session/session";

/** Gives what was bought, by changing a copy of the player's document. It must not yield; what it throws refuses it. */
export type Grant<T> = (draft: T, purchase: ReceiptInfo) => void;

/** What to give for each product, by its id. */
export type ProductGrants<T> = Readonly<Record<number, Grant<T>>>;

/** `granted`: by this call; `known`: by an earlier one, of this purchase. Either way it is saved. */
export type ReceiptResult = Result<"granted" | "known", HoldfastError<ErrorKind>>;

/** Handles receipts of developer products. Each of its functions may be handed to the platform as it is. */
export interface ReceiptHandler {
	/** For `MarketplaceService.ProcessReceipt`. Yields. */
	readonly processReceipt: (receipt: ReceiptInfo) => Enum.ProductPurchaseDecision;
	/** For `MarketplaceService:BindReceiptHandler(Enum.ReceiptType.DeveloperProduct, …)`. Yields. */
	readonly handleReceipt: (receipt: ReceiptInfo) => Enum.ReceiptDecision;
	/** The same, and says what has become of it. Yields. */
	readonly process: (receipt: ReceiptInfo) => ReceiptResult;
}

/** What receipts take. */
export interface ReceiptsParts<T extends object> {
	readonly clock: ClockPort;
	readonly players: Pick<PlayersPort, "isHere">;
	readonly opened: Listenable<[session: Session<object>]>;
	readonly log: LogSink;
	/** The session of a player's document, while it is open here. */
	readonly find: (userId: number) => Session<T> | undefined;
}

// A player who has just joined: as long as an open may take. The platform waits for an answer as long as it takes.
const OPEN_SECONDS = 90;
const HELD_SECONDS = 0.25;

/**
 * Exactly once for each purchase. Its effect and its id are one commit, and the platform is told that it is processed only
 * when that commit is saved: before, a crash takes both away, and the platform comes again.
 */
export class Receipts<T extends object> {
	constructor(private readonly parts: ReceiptsParts<T>) {}

	/** Ends in an error if what is given for a product is no function. */
	handler(products: ProductGrants<T>): ReceiptHandler {
		for (const [id, grant] of pairs(products)) {
			if (!typeIs(id, "number")) misuse("receipts.handler", `a product's id is a number, not ${tostring(id)}`);
			if (!typeIs(grant, "function")) misuse("receipts.handler", `product ${id} needs a function that grants it`);
		}
		const process = (receipt: ReceiptInfo) => this.process(products, receipt);
		return {
			process,
			processReceipt: (receipt) =>
				process(receipt).ok
					? Enum.ProductPurchaseDecision.PurchaseGranted
					: Enum.ProductPurchaseDecision.NotProcessedYet,
			handleReceipt: (receipt) =>
				process(receipt).ok ? Enum.ReceiptDecision.Processed : Enum.ReceiptDecision.NotProcessedYet,
		};
	}

	private process(products: ProductGrants<T>, receipt: ReceiptInfo): ReceiptResult {
		const result = this.grantAndSave(products, receipt);
		const details = { purchase: receipt.PurchaseId, product: receipt.ProductId, player: receipt.PlayerId };
		if (result.ok) {
			this.parts.log({ level: "info", event: "receiptGranted", details: { ...details, how: result.value } });
		} else {
			const { kind, message } = result.error;
			this.parts.log({ level: "warn", event: "receiptRefused", details: { ...details, kind, message } });
		}
		return result;
	}

	private grantAndSave(products: ProductGrants<T>, receipt: ReceiptInfo): ReceiptResult {
		const { PurchaseId: id, ProductId: product, PlayerId: userId } = receipt;
		const context = { key: tostring(userId), actual: `product ${product}` };
		const grant = products[product];
		if (grant === undefined) {
			return fail(holdfastError("unknownProduct", "Nothing is known to be given for this product.", context));
		}
		const session = this.sessionOf(userId);
		if (session === undefined) {
			return fail(holdfastError("notOpen", "This player's data is not open on this server.", context));
		}
		const isKnown = () => hasReceipt(session.ledger(), id);
		let known = isKnown();
		while (!known) {
			const granted = session.grant(id, (draft) => grant(draft, receipt), { purchase: id, product });
			if (granted.ok) break;
			if (granted.error.kind !== "held") return granted;
			// A transaction with another server takes a second or so, and another call may give it meanwhile (seed 82031).
			task.wait(HELD_SECONDS);
			known = isKnown();
		}
		// Also of a purchase that is known: it may be in memory only.
		const saved = session.saveAs("receipt").expect();
		return saved.ok ? succeed(known ? "known" : "granted") : saved;
	}

	/** The platform hands out what is unresolved when a player joins, before their document can be open. */
	private sessionOf(userId: number): Session<T> | undefined {
		const { clock, players, opened, find } = this.parts;
		let session = find(userId);
		if (session !== undefined) return session;
		const deadline = clock.now() + OPEN_SECONDS;
		const wake = new Wake();
		const unsubscribe = opened.subscribe(() => wake.ring());
		while (session === undefined && players.isHere(userId) && clock.now() < deadline) {
			wake.wait(1);
			session = find(userId);
		}
		unsubscribe();
		return session;
	}
}
