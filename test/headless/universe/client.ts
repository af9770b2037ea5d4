import { InstanceNode } from "../engine/instances/instance-node";
import { clone, setParent } from "../engine/instances/tree";
import { Realm } from "../engine/realm";
import { crossPacked } from "../engine/remotes/crossing";
import { RemoteInbox } from "../engine/remotes/remote-inbox";
import { scriptsHere } from "../engine/script-places";
import { ScriptRunner } from "../engine/script-runner";
import { ScriptStarter } from "../engine/script-starter";
import * as threads from "../engine/threads";
import { World, WorldHost } from "../engine/world";
import type { PlayerProfile } from "../host/control-api";
import { Channel } from "./channel";
import { invokeAcross } from "./invocation";
import { isUnreliable, RemoteGate } from "./remote-traffic";
import { mirrorWorld, ReplicationTarget } from "./replication";
import type { Server } from "./server";
import type { Universe } from "./universe";

/** A player's machine, connected to one server. A hop makes a new one. */
export class Client implements WorldHost, ReplicationTarget {
	readonly jobId: string;
	readonly placeId: number;
	readonly isStudio = false;
	readonly privateServerId: string;
	readonly privateServerOwnerId: number;
	readonly realm: Realm;
	readonly world: World;
	readonly scripts: ScriptRunner;
	private readonly toServer: Channel;
	private readonly fromServer: Channel;
	private readonly gate: RemoteGate;
	/** Calls of the server that wait for an answer from here, oldest first. */
	private waitingInvocations = new Array<(reason: string) => void>();

	constructor(
		universe: Universe,
		readonly server: Server,
		readonly profile: PlayerProfile,
		/** This player on the server. */
		readonly player: InstanceNode,
	) {
		this.jobId = server.jobId;
		this.placeId = server.placeId;
		this.privateServerId = server.privateServerId;
		this.privateServerOwnerId = server.privateServerOwnerId;
		const random = universe.random.derive(`client ${profile.userId} on ${server.name}`);
		this.realm = universe.createRealm(`client ${profile.name}`, false, random);
		this.world = universe.createWorld(this.realm, this, random);
		this.toServer = new Channel(server.realm, random.derive("up"), universe.options.networkLatency);
		this.fromServer = new Channel(this.realm, random.derive("down"), universe.options.networkLatency);
		this.realm.deferredSignals = server.realm.deferredSignals;
		this.gate = new RemoteGate(universe.traffic, random.derive("loss"), universe.options.unreliableLoss);
		mirrorWorld(server.world, this.world);
		this.world.service("Players")!.state = this.world.byNetworkId.get(player.networkId!);
		this.scripts = new ScriptRunner(this.world);
		this.send(() => this.start());
	}

	/** The copy of this player on their own machine. */
	localPlayer(): InstanceNode {
		return this.world.service("Players")!.state as InstanceNode;
	}

	send(deliver: () => void): void {
		this.fromServer.send(deliver);
	}

	/** A remote event from the server to this client. */
	receive(remote: InstanceNode, values: threads.Packed): void {
		const copied = crossPacked(values, this.world);
		if (!this.gate.admit(remote, "toClient", copied, this.realm.scheduler.now)) return;
		this.over(this.fromServer, remote, () => {
			const target = this.world.byNetworkId.get(remote.networkId!);
			if (target !== undefined) RemoteInbox.of(target).receive(copied);
		});
	}

	/** Calls this client's OnClientInvoke from a thread of the server. */
	invokeFromServer(remote: InstanceNode, values: threads.Packed): LuaTuple<Array<unknown>> {
		const channels = { there: this.fromServer, back: this.toServer };
		const call = { remote, callback: "OnClientInvoke", values };
		return invokeAcross(this.server.world, this.world, channels, call, {
			began: (abandon) => {
				this.waitingInvocations.push(abandon);
			},
			ended: (abandon) => {
				this.waitingInvocations = this.waitingInvocations.filter((other) => other !== abandon);
			},
		});
	}

	/** The machine is gone; the server's calls that wait for it fail. */
	disconnect(): void {
		this.realm.kill();
		for (const abandon of this.waitingInvocations) {
			abandon(`remote function invocation failed because player ${this.profile.name} disconnected`);
		}
		this.waitingInvocations = [];
	}

	/** Tells the server something, in order with this client's remote events. */
	tellServer(deliver: () => void): void {
		this.toServer.send(deliver);
	}

	sendToServer(remote: InstanceNode, values: threads.Packed): void {
		const server = this.server;
		const copied = crossPacked(values, server.world);
		if (!this.gate.admit(remote, "toServer", copied, this.realm.scheduler.now)) return;
		this.over(this.toServer, remote, () => {
			const target = server.world.byNetworkId.get(remote.networkId!);
			if (target === undefined || this.player.parent === undefined) return;
			RemoteInbox.of(target).receive(threads.prepend(this.player.proxy, copied));
		});
	}

	invokeServer(remote: InstanceNode, values: threads.Packed): LuaTuple<Array<unknown>> {
		const channels = { there: this.toServer, back: this.fromServer };
		const withPlayer = threads.prepend(this.localPlayer().proxy, values);
		return invokeAcross(this.world, this.server.world, channels, {
			remote,
			callback: "OnServerInvoke",
			values: withPlayer,
		});
	}

	bindToClose(): void {
		error("BindToClose can only be called on the server", 0);
	}

	kick(player: InstanceNode): void {
		if (player === this.localPlayer()) this.server.leave(this);
	}

	promptPurchase(player: InstanceNode, productId: number): void {
		if (player === this.localPlayer()) this.server.offer(this, productId);
	}

	teleport(): void {
		error("TeleportAsync can only be called from the server", 0);
	}

	sendToClient(): void {
		error("FireClient can only be called from the server", 0);
	}

	sendToAllClients(): void {
		error("FireAllClients can only be called from the server", 0);
	}

	invokeClient(): LuaTuple<Array<unknown>> {
		return error("InvokeClient can only be called from the server", 0) as never;
	}

	private over(channel: Channel, remote: InstanceNode, deliver: () => void): void {
		if (isUnreliable(remote)) channel.sendUnordered(deliver);
		else channel.send(deliver);
	}

	private start(): void {
		const player = this.localPlayer();
		this.giveOwnCopy("StarterPlayerScripts", "PlayerScripts", this.world.service("StarterPlayer")!, player);
		this.giveOwnCopy("StarterGui", "PlayerGui", this.world.game, player);
		for (const source of scriptsHere(this.world)) this.scripts.run(source);
		this.world.observers.push(new ScriptStarter(this.world, this.scripts));
	}

	/** What stands in a starter container goes to every player as a copy. */
	private giveOwnCopy(from: string, to: string, below: InstanceNode, player: InstanceNode): void {
		const target = this.world.create(to)!;
		const source = below.children.find((child) => child.definition.name === from);
		for (const child of source?.children ?? []) setParent(clone(child), target);
		setParent(target, player);
	}
}
