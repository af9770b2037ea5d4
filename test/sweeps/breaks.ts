import type { PlaceNode } from "../headless/host/control-api";

/** One line of the compiled library, and what it is replaced by. */
export interface Edit {
	/** The module, below `holdfast`. */
	readonly module: string;
	readonly sound: string;
	readonly broken: string;
}

/** A way to break the library on purpose. */
export interface Break {
	/** What is wrong then, for a person. */
	readonly what: string;
	readonly edits: ReadonlyArray<Edit>;
}

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

/** The same place with one line of the library replaced. */
export function editPlace(place: PlaceNode, { module, sound, broken }: Edit): PlaceNode {
	const path = ["ReplicatedStorage", "holdfast", ...module.split("/")];
	return withSource(place, path, (source) => {
		const [from, to] = source.find(sound, 1, true);
		if (from === undefined || to === undefined) error(`${module} has no ${sound} to break`, 0);
		return source.sub(1, from - 1) + broken + source.sub(to + 1);
	});
}

/** The same place with a broken library. */
export function breakPlace(place: PlaceNode, { edits }: Break): PlaceNode {
	return edits.reduce((node, edit) => editPlace(node, edit), place);
}
