import { ClassDefinition } from "../instances/class-definition";
import { setTag } from "../instances/instance-class";
import { InstanceNode, nodeOf, TreeObserver } from "../instances/instance-node";
import { method } from "../instances/method";
import { worldOf } from "../world";

/** Fires the signals of tags: an instance counts while it has the tag and is below `game`. */
class TagWatch implements TreeObserver {
	constructor(private readonly service: InstanceNode) {}

	added(node: InstanceNode): void {
		if (node.isDescendantOf(worldOf(node).game)) this.tell(node, "added");
	}

	removing(node: InstanceNode): void {
		if (node.isDescendantOf(worldOf(node).game)) this.tell(node, "removed");
	}

	tagChanged(node: InstanceNode, tag: string): void {
		if (!node.isDescendantOf(worldOf(node).game)) return;
		this.service.fire(`${node.tags.has(tag) ? "added" : "removed"}:${tag}`, node.proxy);
	}

	private tell(root: InstanceNode, what: "added" | "removed"): void {
		for (const node of [root, ...root.descendants()]) {
			for (const tag of [...node.tags].sort((a, b) => a < b)) this.service.fire(`${what}:${tag}`, node.proxy);
		}
	}
}

function watched(service: InstanceNode): InstanceNode {
	if (service.state === undefined) {
		const watch = new TagWatch(service);
		service.state = watch;
		worldOf(service).observers.push(watch);
	}
	return service;
}

function tagOf(node: unknown): InstanceNode {
	return nodeOf(node) ?? (error("CollectionService: Instance expected", 0) as never);
}

/** CollectionService: instances by tag. */
export const collectionServiceClass: ClassDefinition = {
	name: "CollectionService",
	inherits: "Instance",
	service: true,
	methods: {
		AddTag: method((_, node, tag) => setTag(tagOf(node), tag as string, true)),
		RemoveTag: method((_, node, tag) => setTag(tagOf(node), tag as string, false)),
		HasTag: method((_, node, tag) => tagOf(node).tags.has(tag as string)),
		GetTags: method((_, node) => [...tagOf(node).tags].sort((a, b) => a < b)),
		GetTagged: method((service, tag) =>
			worldOf(service)
				.game.descendants()
				.filter((node) => node.tags.has(tag as string))
				.map((node) => node.proxy),
		),
		GetInstanceAddedSignal: method((service, tag) => watched(service).signal(`added:${tag}`).proxy),
		GetInstanceRemovedSignal: method((service, tag) => watched(service).signal(`removed:${tag}`).proxy),
	},
};
