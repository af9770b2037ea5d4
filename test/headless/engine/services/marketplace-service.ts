import { ClassDefinition } from "../instances/class-definition";
import { InstanceNode, nodeOf } from "../instances/instance-node";
import { method } from "../instances/method";
import { createUserdata, HostObject, typeOfValue } from "../userdata";
import { worldOf } from "../world";

interface Bound {
	readonly callback: Callback;
	readonly products: ReadonlySet<number> | undefined;
}

/** What a script holds to take its receipt handler away again. */
class BoundHandler implements HostObject {
	readonly typeName = "RBXScriptConnection";
	readonly proxy: object;
	private connected = true;

	constructor(private readonly cut: () => void) {
		this.proxy = createUserdata(this);
	}

	index(key: unknown): unknown {
		if (key === "Connected") return this.connected;
		if (key === "Disconnect") {
			return () => {
				this.connected = false;
				this.cut();
			};
		}
		return error(`${tostring(key)} is not a valid member of RBXScriptConnection`, 0);
	}

	assign(key: unknown): void {
		error(`${tostring(key)} cannot be assigned to`, 0);
	}

	text(): string {
		return "Connection";
	}
}

function boundOf(node: InstanceNode): Array<Bound> {
	if (node.state === undefined) node.state = new Array<Bound>();
	return node.state as Array<Bound>;
}

/** The handler of a server for a product: one that was bound for it, else the older `ProcessReceipt`. */
export function receiptHandlerOf(service: InstanceNode, productId: number): Callback | undefined {
	const bound = boundOf(service).find((entry) => entry.products === undefined || entry.products.has(productId));
	return bound?.callback ?? (service.getValue("ProcessReceipt") as Callback | undefined);
}

function bindReceiptHandler(node: InstanceNode, receiptType: unknown, callback: unknown, filter: unknown): object {
	if (!typeIs(callback, "function")) error(`BindReceiptHandler: function expected, got ${typeOfValue(callback)}`, 0);
	const bound: Bound = {
		callback: callback as Callback,
		products: filter !== undefined ? new Set(filter as Array<number>) : undefined,
	};
	// Receipts of other types than developer products are not emulated.
	if (tostring(receiptType) === "Enum.ReceiptType.DeveloperProduct") boundOf(node).push(bound);
	return new BoundHandler(() => {
		const index = boundOf(node).indexOf(bound);
		if (index >= 0) boundOf(node).remove(index);
	}).proxy;
}

/** MarketplaceService: developer products and their receipts. What players answer to a prompt is drawn from the seed. */
export const marketplaceServiceClass: ClassDefinition = {
	name: "MarketplaceService",
	inherits: "Instance",
	service: true,
	methods: {
		BindReceiptHandler: method((node, receiptType, callback, filter) =>
			bindReceiptHandler(node, receiptType, callback, filter),
		),
		PromptProductPurchase: method((node, player, productId) => {
			const playerNode = nodeOf(player);
			if (playerNode === undefined)
				error("MarketplaceService:PromptProductPurchase() player should be of type Player", 0);
			worldOf(node).host.promptPurchase(playerNode!, productId as number);
		}),
		UserOwnsGamePassAsync: method(() => false),
	},
	events: ["PromptProductPurchaseFinished", "PromptPurchaseFinished"],
	callbacks: ["ProcessReceipt"],
};
