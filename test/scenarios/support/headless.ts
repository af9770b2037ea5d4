import type { HeadlessControlApi, PlaceNode } from "../../headless/host/control-api";

/** The headless engine's control, or undefined in Studio and in a Studio-like run: such specs skip themselves there. */
export function findHeadless(): HeadlessControlApi | undefined {
	return (_G as { headless?: HeadlessControlApi }).headless;
}

/** A service with one script or module in it, for places that are written in a spec. */
export function containing(
	service: string,
	className: "Script" | "LocalScript" | "ModuleScript",
	name: string,
	source: string,
): PlaceNode {
	const child = node(className, name, source);
	if (service !== "StarterPlayerScripts") return { ...node(service, service), children: [child] };
	const scripts = { ...node(service, service), children: [child] };
	return { ...node("StarterPlayer", "StarterPlayer"), children: [scripts] };
}

/** A service with instances in it. */
export function holding(
	service: string,
	...children: ReadonlyArray<readonly [className: string, name: string]>
): PlaceNode {
	return { ...node(service, service), children: children.map(([className, name]) => node(className, name)) };
}

function node(className: string, name: string, source?: string): PlaceNode {
	return { className, name, properties: { Source: source }, attributes: {}, tags: [], children: [] };
}
