import { ClassDefinition } from "../instances/class-definition";
import { InstanceNode, nodeOf } from "../instances/instance-node";
import { variadicMethod } from "../instances/method";
import * as threads from "../threads";
import { worldOf } from "../world";
import { RemoteInbox } from "./remote-inbox";

function requireSide(node: InstanceNode, isServer: boolean, name: string): void {
	if (node.realm.isServer === isServer) return;
	error(`${name} can only be called from the ${isServer ? "server" : "client"}`, 0);
}

/** A call's first argument is the player, the rest is for the other side. */
function splitPlayer(node: InstanceNode, values: threads.Packed, name: string): [InstanceNode, threads.Packed] {
	requireSide(node, true, name);
	const player = nodeOf(values[1]);
	if (player === undefined || !player.isA("Player")) {
		error(`${name}: player argument must be a Player object`, 0);
	}
	return [player!, threads.dropFirst(values)];
}

function receivedEvent(name: string) {
	return {
		readOnly: true,
		get: (node: InstanceNode) =>
			node.signal(name, (count) => {
				if (count > 0) RemoteInbox.of(node).flush();
			}).proxy,
	};
}

const eventMembers = {
	properties: { OnServerEvent: receivedEvent("OnServerEvent"), OnClientEvent: receivedEvent("OnClientEvent") },
	methods: {
		FireServer: variadicMethod((node, values) => {
			requireSide(node, false, "FireServer");
			worldOf(node).host.sendToServer(node, values);
		}),
		FireClient: variadicMethod((node, values) => {
			const [player, rest] = splitPlayer(node, values, "FireClient");
			worldOf(node).host.sendToClient(node, player, rest);
		}),
		FireAllClients: variadicMethod((node, values) => {
			requireSide(node, true, "FireAllClients");
			worldOf(node).host.sendToAllClients(node, values);
		}),
	},
};

/** RemoteEvent, UnreliableRemoteEvent, RemoteFunction: the guest's side of the network. */
export const remoteClasses: ReadonlyArray<ClassDefinition> = [
	{ name: "RemoteEvent", inherits: "Instance", creatable: true, ...eventMembers },
	{ name: "UnreliableRemoteEvent", inherits: "Instance", creatable: true, ...eventMembers },
	{
		name: "RemoteFunction",
		inherits: "Instance",
		creatable: true,
		methods: {
			InvokeServer: variadicMethod((node, values) => {
				requireSide(node, false, "InvokeServer");
				return worldOf(node).host.invokeServer(node, values);
			}),
			InvokeClient: variadicMethod((node, values) => {
				const [player, rest] = splitPlayer(node, values, "InvokeClient");
				return worldOf(node).host.invokeClient(node, player, rest);
			}),
		},
		callbacks: ["OnServerInvoke", "OnClientInvoke"],
	},
];
