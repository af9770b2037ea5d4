import { InstanceNode } from "./instances/instance-node";
import type { World } from "./world";

// Where a Script runs on the server: by its place alone (Legacy), or because its RunContext says so.
const LEGACY_PLACES = new Set(["Workspace", "ServerScriptService"]);
const SERVER_PLACES = new Set([...LEGACY_PLACES, "ReplicatedStorage"]);
// A player's copies of what stands in StarterPlayerScripts run too, beside the originals.
const CLIENT_PLACES = new Set(["ReplicatedFirst", "Workspace", "ReplicatedStorage", "StarterPlayer"]);
const LOCAL_PLACES = new Set(["ReplicatedFirst"]);

/** The name of the service that a node stands in, or undefined outside of the game. */
function serviceAbove(node: InstanceNode, world: World): string | undefined {
	let top = node;
	while (top.parent !== undefined && top.parent !== world.game) top = top.parent;
	return top.parent === world.game ? top.definition.name : undefined;
}

function isAmong(places: ReadonlySet<string>, node: InstanceNode, world: World): boolean {
	const service = serviceAbove(node, world);
	return service !== undefined && places.has(service);
}

function isOnServer(node: InstanceNode, context: unknown, world: World): boolean {
	if (node.definition.name === "LocalScript" || context === "Client") return false;
	return isAmong(context === "Server" ? SERVER_PLACES : LEGACY_PLACES, node, world);
}

function isOnClient(node: InstanceNode, context: unknown, world: World): boolean {
	const player = world.service("Players")!.state as InstanceNode | undefined;
	const isOwn = player !== undefined && node.isDescendantOf(player);
	if (node.definition.name === "LocalScript") return isOwn || isAmong(LOCAL_PLACES, node, world);
	return context === "Client" && (isOwn || isAmong(CLIENT_PLACES, node, world));
}

/** True if the engine runs this script on this machine, where it stands now (create.roblox.com, "Script types and locations"). */
export function runsHere(node: InstanceNode, world: World): boolean {
	if (!node.isA("BaseScript") || node.getValue("Disabled") === true) return false;
	const context = node.getValue("RunContext");
	return world.realm.isServer ? isOnServer(node, context, world) : isOnClient(node, context, world);
}

/** The scripts that run here, service by service, each in tree order. */
export function scriptsHere(world: World): Array<InstanceNode> {
	const services = world.realm.isServer
		? ["ServerScriptService", "Workspace", "ReplicatedStorage"]
		: ["ReplicatedFirst", "Players", "ReplicatedStorage", "Workspace", "StarterPlayer"];
	const found = new Array<InstanceNode>();
	for (const name of services) {
		for (const node of world.service(name)!.descendants()) if (runsHere(node, world)) found.push(node);
	}
	return found;
}
