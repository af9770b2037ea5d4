import { setTag } from "../engine/instances/instance-class";
import { InstanceNode, nodeOf, TreeObserver } from "../engine/instances/instance-node";
import { destroy, setParent } from "../engine/instances/tree";
import type { World } from "../engine/world";

/** Services whose content every client has too. */
export const REPLICATED_SERVICES: ReadonlyArray<string> = [
	"Workspace",
	"ReplicatedStorage",
	"ReplicatedFirst",
	"Players",
	"Lighting",
	"SoundService",
	"StarterPlayer",
	"StarterGui",
	"StarterPack",
	"Teams",
];

/** Where copies go: one client of the server whose tree is watched. */
export interface ReplicationTarget {
	readonly world: World;
	/** Runs on the client, in order with remote events. */
	send(deliver: () => void): void;
}

function translate(value: unknown, to: World): unknown {
	const node = nodeOf(value);
	if (node === undefined) return value;
	return node.networkId !== undefined ? to.byNetworkId.get(node.networkId)?.proxy : undefined;
}

function copyState(source: InstanceNode, copy: InstanceNode): void {
	for (const [name, member] of source.definition.members) {
		if (member.kind !== "property" || member.definition.readOnly) continue;
		if (member.definition.get !== undefined && member.definition.set === undefined) continue;
		const value = source.getValue(name);
		if (value !== undefined) copy.setValue(name, translate(value, copy.world as World));
	}
	for (const [name, value] of source.attributes) copy.attributes.set(name, value as never);
	for (const tag of source.tags) copy.tags.add(tag);
}

function mirrorBelow(source: InstanceNode, copy: InstanceNode, world: World): void {
	for (const child of source.children) mirrorInto(child, copy, world);
}

function mirrorInto(source: InstanceNode, parent: InstanceNode, world: World): void {
	const known = world.byNetworkId.get(source.networkId!);
	if (known !== undefined) {
		setParent(known, parent);
		return;
	}
	const copy = world.mirror(source);
	copyState(source, copy);
	mirrorBelow(source, copy, world);
	setParent(copy, parent);
}

/** Copies what is on the server when a client joins; nothing runs there yet. */
export function mirrorWorld(server: World, client: World): void {
	for (const name of REPLICATED_SERVICES) {
		const source = server.service(name)!;
		if (source.networkId === undefined) server.publish(source);
		const copy = client.service(name)!;
		client.identify(copy, source.networkId!);
		copyState(source, copy);
		mirrorBelow(source, copy, client);
	}
}

/** Sends every later change of a server's replicated instances to its clients. */
export class Replicator implements TreeObserver {
	constructor(
		private readonly server: World,
		private readonly targets: () => ReadonlyArray<ReplicationTarget>,
	) {}

	added(node: InstanceNode): void {
		if (!this.replicates(node)) return;
		const parentId = node.parent!.networkId;
		// Before the first client there is nobody to tell, and everything gets its number when one comes.
		if (parentId === undefined) return;
		this.server.publish(node);
		this.broadcast((world) => {
			const parent = world.byNetworkId.get(parentId);
			if (parent !== undefined && !node.destroyed) mirrorInto(node, parent, world);
		});
	}

	removing(node: InstanceNode): void {
		if (node.networkId === undefined || !this.replicates(node)) return;
		this.server.unpublish(node);
		this.broadcast((world) => {
			const copy = world.byNetworkId.get(node.networkId!);
			if (copy === undefined) return;
			if (node.destroyed) {
				for (const part of [copy, ...copy.descendants()]) world.byNetworkId.delete(part.networkId!);
				destroy(copy);
			} else {
				setParent(copy, undefined);
			}
		});
	}

	changed(node: InstanceNode, property: string): void {
		if (property === "Parent" || node.networkId === undefined || !this.replicates(node)) return;
		const value = property === "Name" ? node.name : node.getValue(property);
		this.broadcast((world) => {
			const copy = world.byNetworkId.get(node.networkId!);
			if (copy !== undefined) copy.assign(property, translate(value, world));
		});
	}

	attributeChanged(node: InstanceNode, name: string): void {
		if (node.networkId === undefined || !this.replicates(node)) return;
		const value = node.attributes.get(name);
		this.broadcast((world) => {
			const copy = world.byNetworkId.get(node.networkId!);
			if (copy !== undefined) (copy.index("SetAttribute") as Callback)(copy.proxy, name, value);
		});
	}

	tagChanged(node: InstanceNode, tag: string): void {
		if (node.networkId === undefined || !this.replicates(node)) return;
		const tagged = node.tags.has(tag);
		this.broadcast((world) => {
			const copy = world.byNetworkId.get(node.networkId!);
			if (copy !== undefined) setTag(copy, tag, tagged);
		});
	}

	private replicates(node: InstanceNode): boolean {
		let top = node;
		while (top.parent !== undefined && top.parent !== this.server.game) top = top.parent;
		return top.parent === this.server.game && REPLICATED_SERVICES.includes(top.definition.name);
	}

	private broadcast(change: (world: World) => void): void {
		for (const target of this.targets()) target.send(() => change(target.world));
	}
}
