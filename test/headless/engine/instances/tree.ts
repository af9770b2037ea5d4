import { InstanceNode } from "./instance-node";

/** Moves an instance, and tells everybody whom the engine tells, in its order. */
export function setParent(node: InstanceNode, parent: InstanceNode | undefined): void {
	if (node.parent === parent) return;
	if (node.destroyed) {
		error(
			`The Parent property of ${node.name} is locked, current parent: NULL, new parent ${parent?.name ?? "NULL"}`,
			0,
		);
	}
	if (parent !== undefined && (parent === node || parent.isDescendantOf(node))) {
		error(`Attempt to set parent of ${node.fullName()} to ${parent.fullName()} would result in circular reference`, 0);
	}
	detach(node);
	if (parent !== undefined) attach(node, parent);
	node.propertyChanged("Parent");
	for (const part of [node, ...node.descendants()]) part.fire("AncestryChanged", node.proxy, parent?.proxy);
}

function detach(node: InstanceNode): void {
	const parent = node.parent;
	if (parent === undefined) return;
	for (const observer of node.world.observers) observer.removing(node);
	for (const part of [node, ...node.descendants()]) {
		let ancestor: InstanceNode | undefined = parent;
		while (ancestor !== undefined) {
			ancestor.fire("DescendantRemoving", part.proxy);
			ancestor = ancestor.parent;
		}
	}
	const index = parent.children.indexOf(node);
	if (index >= 0) parent.children.remove(index);
	node.parent = undefined;
	parent.fire("ChildRemoved", node.proxy);
}

function attach(node: InstanceNode, parent: InstanceNode): void {
	node.parent = parent;
	parent.children.push(node);
	for (const observer of node.world.observers) observer.added(node);
	parent.fire("ChildAdded", node.proxy);
	for (const part of [node, ...node.descendants()]) {
		let ancestor: InstanceNode | undefined = parent;
		while (ancestor !== undefined) {
			ancestor.fire("DescendantAdded", part.proxy);
			ancestor = ancestor.parent;
		}
	}
}

/** `Destroy`: out of the tree for good, with everything below it, and every connection cut. */
export function destroy(node: InstanceNode): void {
	if (node.destroyed) return;
	node.fire("Destroying");
	setParent(node, undefined);
	const lost = [node, ...node.descendants()];
	for (const part of lost) {
		part.destroyed = true;
		part.parent = undefined;
		part.releaseSignals();
	}
	for (const part of lost) part.children.clear();
	for (const observer of node.world.observers) {
		if (observer.destroyed !== undefined) for (const part of lost) observer.destroyed(part);
	}
}

/** `Clone`: a copy without a parent, with the state that travels with an instance. */
export function clone(node: InstanceNode): InstanceNode {
	const copy = new InstanceNode(node.world, node.definition, node.name);
	for (const [name, member] of node.definition.members) {
		if (member.kind !== "property" || member.definition.readOnly || name === "Parent" || name === "Name") continue;
		const value = node.getValue(name);
		if (value !== undefined) copy.setValue(name, value);
	}
	for (const [name, value] of node.attributes) copy.attributes.set(name, value as never);
	for (const tag of node.tags) copy.tags.add(tag);
	for (const child of node.children) setParent(clone(child), copy);
	return copy;
}
