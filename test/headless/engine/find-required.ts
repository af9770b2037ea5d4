import type { InstanceNode } from "./instances/instance-node";

const PREFIXES = "require path must start with a valid prefix: ./, ../, or @";

/** The module that a path of text means to the script that requires it; it errors as the engine does where there is none. */
export function findRequired(source: InstanceNode, path: string): InstanceNode {
	const steps = path.split("/");
	let node = firstOf(source, steps[0]);
	if (node === undefined) error(PREFIXES, 0);
	for (const index of $range(1, steps.size() - 1)) {
		const step = steps[index];
		const found: InstanceNode | undefined = step === ".." ? node!.parent : node!.findChild(step);
		if (found === undefined) error(`error requiring module "${path}": could not resolve child component "${step}"`, 0);
		node = found;
	}
	return node!;
}

function firstOf(source: InstanceNode, first: string): InstanceNode | undefined {
	if (first === "@self") return source;
	if (first === ".") return source.parent;
	if (first === "..") return source.parent?.parent;
	if (first !== "@game") return undefined;
	let top = source;
	while (top.parent !== undefined) top = top.parent;
	return top;
}
