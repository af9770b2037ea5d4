import type { ModuleEdit, PlaceNode } from "../headless/host/control-api";
import { editPlace } from "../headless/host/edit-place";

/** A way to break the library on purpose. */
export interface Break {
	/** What is wrong then, for a person. */
	readonly what: string;
	readonly edits: ReadonlyArray<ModuleEdit>;
}

export function edit(module: string, sound: string, broken: string): ModuleEdit {
	return { module, sound, broken };
}

/** The same place with a broken library. */
export function breakPlace(place: PlaceNode, { edits }: Break): PlaceNode {
	return edits.reduce((node, one) => editPlace(node, one), place);
}
