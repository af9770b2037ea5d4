/** A spec module: what it returns builds its part of the plan. */
export interface Spec {
	/** `unit.shared.emitter`. */
	readonly name: string;
	readonly module: ModuleScript;
}

/** Every spec below the given folders, in the order of their names. */
export function findSpecs(roots: ReadonlyArray<Instance>): Array<Spec> {
	const specs = new Array<Spec>();
	for (const root of roots) {
		for (const instance of root.GetDescendants()) {
			const [name] = instance.Name.match("^(.*)%.spec$");
			if (name === undefined || !instance.IsA("ModuleScript")) continue;
			const [path] = instance.GetFullName().gsub("%.spec$", "");
			specs.push({ name: path, module: instance });
		}
	}
	return specs.sort((a, b) => a.name < b.name);
}
