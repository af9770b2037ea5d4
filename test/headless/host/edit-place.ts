import type { ModuleEdit, PlaceNode } from "./control-api";

function withSource(node: PlaceNode, path: ReadonlyArray<string>, change: (source: string) => string): PlaceNode {
	if (path.isEmpty()) {
		return { ...node, properties: { ...node.properties, Source: change(node.properties.Source ?? "") } };
	}
	const rest = path.filter((_, index) => index > 0);
	let found = false;
	const children = node.children.map((child) => {
		if (child.name !== path[0]) return child;
		found = true;
		return withSource(child, rest, change);
	});
	if (!found) error(`there is no ${path[0]} in ${node.name}`, 0);
	return { ...node, children };
}

/** The same place with a piece of one module replaced; an error if the module has no such piece. */
export function editPlace(place: PlaceNode, { module, sound, broken }: ModuleEdit): PlaceNode {
	return withSource(place, ["ReplicatedStorage", "holdfast", ...module.split("/")], (source) => {
		const [from, to] = source.find(sound, 1, true);
		if (from === undefined || to === undefined) error(`${module} has no ${sound} to break`, 0);
		return source.sub(1, from - 1) + broken + source.sub(to + 1);
	});
}
