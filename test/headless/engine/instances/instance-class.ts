import { checkAttribute } from "../datatypes/attribute-types";
import { hostOf } from "../userdata";
import { ClassDefinition } from "./class-definition";
import { InstanceNode, nodeOf } from "./instance-node";
import { method } from "./method";
import { clone, destroy, setParent } from "./tree";
import { waitForChild } from "./wait-for-child";

function proxies(nodes: ReadonlyArray<InstanceNode>): Array<object> {
	return nodes.map((node) => node.proxy);
}

function firstAncestor(node: InstanceNode, matches: (candidate: InstanceNode) => boolean): unknown {
	let candidate = node.parent;
	while (candidate !== undefined && !matches(candidate)) candidate = candidate.parent;
	return candidate?.proxy;
}

function setParentProperty(node: InstanceNode, value: unknown): void {
	const parent = nodeOf(value);
	if (value !== undefined && parent === undefined) {
		error(`invalid argument #3 (Instance expected, got ${type(value)})`, 0);
	}
	setParent(node, parent);
}

function setAttribute(node: InstanceNode, name: string, value: unknown): void {
	checkAttribute(value);
	if (node.attributes.get(name) === value) return;
	if (value === undefined) {
		node.attributes.delete(name);
	} else {
		node.attributes.set(name, value as never);
	}
	node.fire(`attribute:${name}`);
	node.fire("AttributeChanged", name);
	for (const observer of node.world.observers) observer.attributeChanged?.(node, name);
}

/** Puts a tag on an instance or takes it off, and tells whoever watches. */
export function setTag(node: InstanceNode, tag: string, tagged: boolean): void {
	if (node.tags.has(tag) === tagged) return;
	if (tagged) {
		node.tags.add(tag);
	} else {
		node.tags.delete(tag);
	}
	for (const observer of node.world.observers) observer.tagChanged?.(node, tag);
}

function attributesOf(node: InstanceNode): object {
	const copy = new Map<string, unknown>();
	for (const [name, value] of node.attributes) copy.set(name, value as never);
	return copy;
}

const findDescendant = (node: InstanceNode, name: string) =>
	node.descendants().find((candidate) => candidate.name === name);

/** The root of every class: names, parents, children, attributes, tags. */
export const instanceClass: ClassDefinition = {
	name: "Instance",
	properties: {
		Name: {
			get: (node) => node.name,
			set: (node, value) => {
				if (node.name === value) return;
				node.name = tostring(value);
				node.propertyChanged("Name");
			},
		},
		ClassName: { get: (node) => node.definition.name, readOnly: true },
		Parent: { get: (node) => node.parent?.proxy, set: setParentProperty },
		Archivable: { default: true },
	},
	methods: {
		GetChildren: method((node) => proxies(node.children)),
		GetDescendants: method((node) => proxies(node.descendants())),
		FindFirstChild: method(
			(node, name, recursive) =>
				(recursive === true ? findDescendant(node, name as string) : node.findChild(name as string))?.proxy,
		),
		FindFirstChildOfClass: method(
			(node, className) => node.children.find((child) => child.definition.name === className)?.proxy,
		),
		FindFirstChildWhichIsA: method(
			(node, className) => node.children.find((child) => child.isA(className as string))?.proxy,
		),
		FindFirstAncestor: method((node, name) => firstAncestor(node, (other) => other.name === name)),
		FindFirstAncestorOfClass: method((node, className) =>
			firstAncestor(node, (other) => other.definition.name === className),
		),
		FindFirstAncestorWhichIsA: method((node, className) =>
			firstAncestor(node, (other) => other.isA(className as string)),
		),
		WaitForChild: method((node, name, timeout) => waitForChild(node, name as string, timeout as number | undefined)),
		IsA: method((node, className) => node.isA(className as string)),
		IsDescendantOf: method((node, other) => {
			const ancestor = nodeOf(other);
			return ancestor !== undefined && node.isDescendantOf(ancestor);
		}),
		IsAncestorOf: method((node, other) => nodeOf(other)?.isDescendantOf(node) ?? false),
		GetFullName: method((node) => node.fullName()),
		Clone: method((node) => clone(node).proxy),
		Destroy: method((node) => destroy(node)),
		ClearAllChildren: method((node) => {
			for (const child of [...node.children]) destroy(child);
		}),
		GetAttribute: method((node, name) => node.attributes.get(name as string)),
		GetAttributes: method((node) => attributesOf(node)),
		SetAttribute: method((node, name, value) => setAttribute(node, name as string, value)),
		GetAttributeChangedSignal: method((node, name) => node.signal(`attribute:${name}`).proxy),
		GetPropertyChangedSignal: method((node, name) => {
			if (node.definition.members.get(name as string)?.kind !== "property") {
				error(`${tostring(name)} is not a valid property name.`, 0);
			}
			return node.signal(`property:${name}`).proxy;
		}),
		AddTag: method((node, tag) => setTag(node, tag as string, true)),
		RemoveTag: method((node, tag) => setTag(node, tag as string, false)),
		HasTag: method((node, tag) => node.tags.has(tag as string)),
		GetTags: method((node) => [...node.tags].sort((a, b) => a < b)),
		GetDebugId: method((node) => `0_${node.networkId ?? 0}`),
		GetActor: method(() => undefined),
	},
	events: [
		"ChildAdded",
		"ChildRemoved",
		"DescendantAdded",
		"DescendantRemoving",
		"AncestryChanged",
		"AttributeChanged",
		"Changed",
		"Destroying",
	],
};

/** True if a guest's value stands for an enum item of that name and enum. */
export function isEnumItem(value: unknown, enumName: string, item: string): boolean {
	return hostOf(value)?.text() === `Enum.${enumName}.${item}`;
}
