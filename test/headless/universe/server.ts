import type { SeededRandom } from "../../../src/testing/seeded-random";
import { dateTime } from "../engine/datatypes/date-time";
import { InstanceNode } from "../engine/instances/instance-node";
import { destroy, setParent } from "../engine/instances/tree";
import { Realm } from "../engine/realm";
import { crossValue } from "../engine/remotes/crossing";
import { scriptsHere } from "../engine/script-places";
import { ScriptRunner } from "../engine/script-runner";
import { ScriptStarter } from "../engine/script-starter";
import { receiptHandlerOf } from "../engine/services/marketplace-service";
import * as threads from "../engine/threads";
import { NetworkIds, World, WorldHost } from "../engine/world";
import type { ControlledServer, PlaceNode, PlayerProfile, ServerOptions } from "../host/control-api";
import { Client } from "./client";
import { ReceiptDesk } from "./purchases";
import { Replicator } from "./replication";
import type { Universe } from "./universe";

export type ServerState = "running" | "closing" | "closed" | "crashed";

const CLOSE_SECONDS_MAX = 30;

class Counter implements NetworkIds {
	private last = 0;

	next(): number {
		this.last += 1;
		return this.last;
	}
}

/** A game server: one realm that has the whole place, and the clients that are connected to it. */
export class Server implements WorldHost, ControlledServer {
	readonly jobId: string;
	readonly placeId = 1;
	readonly isStudio = false;
	readonly privateServerId: string;
	readonly privateServerOwnerId: number;
	readonly dataStoreService: object;
	readonly memoryStoreService: object;
	readonly messagingService: object;
	readonly realm: Realm;
	readonly world: World;
	readonly scripts: ScriptRunner;
	state: ServerState = "running";
	private readonly clients = new Array<Client>();
	private readonly closeCallbacks = new Array<Callback>();
	private readonly random: SeededRandom;

	constructor(
		private readonly universe: Universe,
		readonly name: string,
		place: PlaceNode,
		options: Partial<ServerOptions> = {},
	) {
		this.privateServerId = options.privateServerId ?? "";
		this.privateServerOwnerId = options.privateServerOwnerId ?? 0;
		this.random = universe.random.derive(name);
		this.jobId = this.random.guid();
		this.realm = universe.createRealm(name, true, this.random);
		this.world = universe.createWorld(this.realm, this, this.random, new Counter());
		const services = universe.connectCloud(this.realm, () => this.clients.size());
		this.dataStoreService = services.DataStoreService;
		this.memoryStoreService = services.MemoryStoreService;
		this.messagingService = services.MessagingService;
		this.world.loadPlace(place, () => true);
		this.world.observers.push(new Replicator(this.world, () => this.clients));
		this.scripts = new ScriptRunner(this.world);
		this.world.observers.push(new ScriptStarter(this.world, this.scripts));
		const crashes = universe.options.crashAfterResumptions;
		if (crashes !== undefined) this.crashAfterResumptions(this.random.derive("crash").nextInteger(...crashes));
	}

	/** Runs the place's server scripts, at the next moment. */
	runScripts(): void {
		for (const source of scriptsHere(this.world)) {
			this.realm.schedule(this.realm.scheduler.now, () => this.scripts.run(source));
		}
	}

	connectedClients(): ReadonlyArray<Client> {
		return this.clients;
	}

	/** How receipts reach this server's scripts. */
	readonly receipts: ReceiptDesk = {
		handlerOf: (productId) => receiptHandlerOf(this.world.service("MarketplaceService")!, productId),
	};

	join(profile: PlayerProfile, teleportData?: unknown): Client {
		const player = this.world.create("Player")!;
		player.name = profile.name;
		player.setValue("UserId", profile.userId);
		player.setValue("DisplayName", profile.name);
		player.state = teleportData;
		const players = this.world.service("Players")!;
		setParent(player, players);
		const client = new Client(this.universe, this, profile, player);
		this.clients.push(client);
		this.universe.note(this.name, `player joined: ${profile.name}`);
		this.realm.schedule(this.realm.scheduler.now, () => {
			players.fire("PlayerAdded", player.proxy);
			this.universe.purchases.handOut(client);
		});
		return client;
	}

	/** The player is gone at once; the server learns it when the connection does. */
	leave(client: Client): void {
		client.tellServer(() => this.removePlayer(client, "Unknown"));
		client.disconnect();
	}

	/** BindToClose and PlayerRemoving in either order (the platform promises none), then the end after 30 s at most. */
	close(reason: string): void {
		if (this.state !== "running") return;
		this.state = "closing";
		this.universe.note(this.name, `closing: ${reason}`);
		this.universe.cloud.faults.count("server shutdown");
		const closeReason = this.world.enums.item("CloseReason", reason);
		const removePlayers = () => {
			for (const client of [...this.clients]) {
				client.disconnect();
				this.removePlayer(client, "Unknown");
			}
		};
		this.realm.schedule(this.realm.scheduler.now, () => {
			const playersFirst = this.random.chance(0.5);
			if (playersFirst) removePlayers();
			const running = this.closeCallbacks.map((callback) => this.realm.spawn(callback, threads.pack(closeReason)));
			if (!playersFirst) removePlayers();
			this.endWhenDone(running, this.realm.scheduler.now + CLOSE_SECONDS_MAX);
		});
	}

	scheduleRestart(seconds: number): void {
		const source = this.world.enums.item("CloseReason", "DeveloperUpdate");
		this.realm.schedule(this.realm.scheduler.now, () =>
			this.world.game.fire(
				"ServerRestartScheduled",
				dateTime.create(this.restartMilliseconds(seconds)),
				source,
				new Map(),
			),
		);
		this.universe.scheduler.after(seconds, this.realm, () => this.close("DeveloperUpdate"));
	}

	private restartMilliseconds(seconds: number): number {
		return math.floor((this.realm.unixTime() + seconds) * 1000);
	}

	/** Shows a player a product; whether they buy it is drawn from the seed, after they have thought about it. */
	offer(client: Client, productId: number): void {
		const thinking = 1 + this.random.nextNumber() * 4;
		const accepted = this.random.chance(this.universe.options.promptAcceptance);
		this.realm.schedule(this.realm.scheduler.now + thinking, () => {
			if (!this.clients.includes(client)) return;
			if (accepted) this.universe.purchases.buy(client, productId);
			const service = this.world.service("MarketplaceService")!;
			service.fire("PromptProductPurchaseFinished", client.profile.userId, productId, accepted);
		});
	}

	promptPurchase(player: InstanceNode, productId: number): void {
		const client = this.clients.find((candidate) => candidate.player === player);
		if (client !== undefined) this.offer(client, productId);
	}

	teleport(players: ReadonlyArray<InstanceNode>, placeId: number, jobId: string | undefined, data: unknown): void {
		const target = this.universe.findTarget(placeId, jobId, this);
		if (target === undefined) error("TeleportAsync: there is no such server to teleport to", 0);
		for (const client of this.clients.filter((candidate) => players.includes(candidate.player))) {
			this.universe.hop(client, target!, 1 + this.random.nextNumber() * 2, crossValue(data, target!.world));
		}
	}

	/** Every thread stops where it is, nothing is called, and the players lose their connection. */
	crash(): void {
		if (this.state === "closed" || this.state === "crashed") return;
		this.state = "crashed";
		this.universe.note(this.name, "crashed");
		this.universe.cloud.faults.count("server crash");
		this.realm.kill();
		for (const client of this.clients) client.disconnect();
		this.clients.clear();
	}

	/**
	 * Crashes when something has run here so many times more: with a number for each, every point is found at which its
	 * threads wait for something.
	 */
	crashAfterResumptions(count: number): void {
		const last = this.realm.resumptions + count;
		this.realm.onResumption = () => {
			if (this.realm.resumptions >= last) this.crash();
		};
	}

	/** The machine stands still for so long, and then goes on as if nothing had been: it knows by its clock alone. */
	freeze(seconds: number): void {
		this.universe.note(this.name, `stands still for ${seconds} s`);
		this.universe.cloud.faults.count("server freeze");
		this.realm.frozenUntil = this.realm.scheduler.now + seconds;
	}

	bindToClose(callback: Callback): void {
		this.closeCallbacks.push(callback);
	}

	kick(player: InstanceNode, message: string): void {
		const client = this.clients.find((candidate) => candidate.player === player);
		if (client === undefined) return;
		this.universe.note(this.name, `kicked ${client.profile.name}: ${message}`);
		client.send(() => client.disconnect());
		this.realm.schedule(this.realm.scheduler.now, () => this.removePlayer(client, "CreatorKick"));
	}

	sendToClient(remote: InstanceNode, player: InstanceNode, values: threads.Packed): void {
		this.clients.find((client) => client.player === player)?.receive(remote, values);
	}

	sendToAllClients(remote: InstanceNode, values: threads.Packed): void {
		for (const client of this.clients) client.receive(remote, values);
	}

	invokeClient(remote: InstanceNode, player: InstanceNode, values: threads.Packed): LuaTuple<Array<unknown>> {
		const client = this.clients.find((candidate) => candidate.player === player);
		if (client === undefined) return error("InvokeClient: the player is not in this server", 0) as never;
		return client.invokeFromServer(remote, values);
	}

	sendToServer(): void {
		error("FireServer can only be called from the client", 0);
	}

	invokeServer(): LuaTuple<Array<unknown>> {
		return error("InvokeServer can only be called from the client", 0) as never;
	}

	private removePlayer(client: Client, exitReason: string): void {
		const index = this.clients.indexOf(client);
		if (index < 0) return;
		this.universe.note(this.name, `player leaving: ${client.profile.name}`);
		const players = this.world.service("Players")!;
		players.fire("PlayerRemoving", client.player.proxy, this.world.enums.item("PlayerExitReason", exitReason));
		this.clients.remove(this.clients.indexOf(client));
		destroy(client.player);
	}

	private endWhenDone(running: ReadonlyArray<thread>, deadline: number): void {
		const now = this.realm.scheduler.now;
		const done = running.every((thread) => coroutine.status(thread) === "dead");
		if (done || now >= deadline) {
			this.state = "closed";
			this.universe.note(this.name, done ? "closed" : "closed by force after 30 s");
			this.realm.kill();
		} else {
			this.realm.schedule(this.realm.frameAt(now), () => this.endWhenDone(running, deadline));
		}
	}
}
