import type { SeededRandom } from "../../../src/testing/seeded-random";
import type { PlaceNode } from "../host/control-api";
import type { Native } from "../host/native";
import { importPlaceValue } from "./datatypes/place-values";
import { Enums } from "./enums";
import { ClassTable } from "./instances/class-table";
import { InstanceNode, InstanceWorld, TreeObserver } from "./instances/instance-node";
import { setParent } from "./instances/tree";
import { MESSAGE_TYPES } from "./message-types";
import type { Realm } from "./realm";
import type { Packed } from "./threads";

/** What a world asks of the machine it is on: a game server or a player's client. */
export interface WorldHost {
	readonly jobId: string;
	readonly placeId: number;
	readonly isStudio: boolean;
	readonly privateServerId: string;
	readonly privateServerOwnerId: number;
	/** The simulated cloud's services as this server reaches them; undefined on clients. */
	readonly dataStoreService?: object;
	readonly memoryStoreService?: object;
	readonly messagingService?: object;
	bindToClose(callback: Callback): void;
	kick(player: InstanceNode, message: string): void;
	/** Shows the player an offer; what they answer is drawn from the seed. */
	promptPurchase(player: InstanceNode, productId: number): void;
	/** Sends players to another server of the place, with data for when they arrive. */
	teleport(players: ReadonlyArray<InstanceNode>, placeId: number, jobId: string | undefined, data: unknown): void;
	/** Client → server. */
	sendToServer(remote: InstanceNode, values: Packed): void;
	/** Server → one client. */
	sendToClient(remote: InstanceNode, player: InstanceNode, values: Packed): void;
	sendToAllClients(remote: InstanceNode, values: Packed): void;
	/** Calls the other side's callback and waits: returns ok and the results, or false and the error. */
	invokeServer(remote: InstanceNode, values: Packed): LuaTuple<Array<unknown>>;
	invokeClient(remote: InstanceNode, player: InstanceNode, values: Packed): LuaTuple<Array<unknown>>;
}

// In every place from the first moment, without anybody asking for them.
const ALWAYS_THERE = [
	"Workspace",
	"Players",
	"Lighting",
	"ReplicatedFirst",
	"ReplicatedStorage",
	"ServerScriptService",
	"ServerStorage",
	"StarterGui",
	"StarterPack",
	"StarterPlayer",
	"Teams",
	"SoundService",
];

/** Numbers that name the same instance on a server and on its clients. */
export interface NetworkIds {
	next(): number;
}

/** The instances of one realm: `game` and everything below it. */
export class World implements InstanceWorld {
	readonly observers = new Array<TreeObserver>();
	readonly game: InstanceNode;
	readonly byNetworkId = new Map<number, InstanceNode>();
	private readonly services = new Map<string, InstanceNode>();

	constructor(
		readonly realm: Realm,
		readonly host: WorldHost,
		readonly native: Native,
		readonly random: SeededRandom,
		readonly classes: ClassTable,
		readonly enums: Enums,
		private readonly networkIds?: NetworkIds,
	) {
		this.game = this.create("DataModel")!;
		this.game.name = "Game";
		for (const name of ALWAYS_THERE) this.service(name);
		realm.onLine = (line) => {
			const messageType = this.enums.item("MessageType", MESSAGE_TYPES[line.kind]);
			this.services.get("LogService")?.fire("MessageOut", line.text, messageType);
		};
		realm.onThreadError = (message, stack) => this.services.get("ScriptContext")?.fire("Error", message, stack);
	}

	create(className: string): InstanceNode | undefined {
		const definition = this.classes.find(className);
		return definition !== undefined ? new InstanceNode(this, definition) : undefined;
	}

	/** The service of that name, made at first use. */
	service(name: string): InstanceNode | undefined {
		const known = this.services.get(name);
		if (known !== undefined) return known;
		if (this.classes.find(name)?.service !== true) return undefined;
		const service = this.create(name)!;
		this.services.set(name, service);
		setParent(service, this.game);
		return service;
	}

	/** Builds what a place file holds below `game`, services first. */
	loadPlace(place: PlaceNode, includes: (service: string) => boolean): void {
		for (const child of place.children) {
			if (child.properties.SignalBehavior === "Deferred") this.realm.deferredSignals = true;
			if (!includes(child.className)) continue;
			const service = this.service(child.className) ?? this.build(child, this.game);
			this.fill(service, child);
		}
	}

	/** A copy of another world's instance here, the same on the network; children are left to the caller. */
	mirror(source: InstanceNode): InstanceNode {
		const copy = new InstanceNode(this, this.classes.plain(source.definition.name), source.name);
		this.identify(copy, source.networkId!);
		return copy;
	}

	/** Gives an instance and everything below it their numbers; what clients can never see needs none. */
	publish(root: InstanceNode): void {
		for (const node of [root, ...root.descendants()]) {
			this.identify(node, node.networkId ?? this.networkIds!.next());
		}
	}

	/** Forgets the numbers of what has left the tree: it gets them back if it returns. */
	unpublish(root: InstanceNode): void {
		for (const node of [root, ...root.descendants()]) {
			if (node.networkId !== undefined) this.byNetworkId.delete(node.networkId);
		}
	}

	identify(node: InstanceNode, networkId: number): void {
		node.networkId = networkId;
		this.byNetworkId.set(networkId, node);
	}

	private build(source: PlaceNode, parent: InstanceNode): InstanceNode {
		const node = new InstanceNode(this, this.classes.plain(source.className), source.name);
		this.fill(node, source);
		setParent(node, parent);
		return node;
	}

	private fill(node: InstanceNode, source: PlaceNode): void {
		for (const [name, value] of pairs(source.properties)) {
			const member = node.definition.members.get(name as string);
			if (member?.kind === "property") node.setValue(name as string, importPlaceValue(value));
		}
		for (const [name, value] of pairs(source.attributes)) {
			node.attributes.set(name as string, importPlaceValue(value) as never);
		}
		for (const tag of source.tags) node.tags.add(tag);
		for (const child of source.children) this.build(child, node);
	}
}

/** The whole world an instance is in: classes of services reach their machine through it. */
export function worldOf(node: InstanceNode): World {
	return node.world as World;
}
