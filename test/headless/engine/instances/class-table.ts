import { ClassDefinition, Member, ResolvedClass } from "./class-definition";

/** All emulated classes, resolved once for each universe. */
export class ClassTable {
	private readonly resolved = new Map<string, ResolvedClass>();

	constructor(definitions: ReadonlyArray<ClassDefinition>) {
		const byName = new Map(definitions.map((definition) => [definition.name, definition] as const));
		for (const definition of definitions) this.resolve(definition, byName);
	}

	find(name: string): ResolvedClass | undefined {
		return this.resolved.get(name);
	}

	/** A class that only stands in a place file and is not emulated: a plain instance of that name. */
	plain(name: string): ResolvedClass {
		const known = this.resolved.get(name);
		if (known !== undefined) return known;
		const base = this.resolved.get("Instance")!;
		const plain = { ...base, name, ancestors: new Set([...base.ancestors, name]), creatable: false };
		this.resolved.set(name, plain);
		return plain;
	}

	private resolve(definition: ClassDefinition, byName: ReadonlyMap<string, ClassDefinition>): ResolvedClass {
		const known = this.resolved.get(definition.name);
		if (known !== undefined) return known;
		const parent = definition.inherits !== undefined ? byName.get(definition.inherits) : undefined;
		const base = parent !== undefined ? this.resolve(parent, byName) : undefined;
		const members = new Map<string, Member>(base !== undefined ? [...base.members] : []);
		for (const [name, property] of pairs(definition.properties ?? {})) {
			members.set(name as string, { kind: "property", definition: property as never });
		}
		for (const [name, call] of pairs(definition.methods ?? {})) {
			members.set(name as string, { kind: "method", call: call as Callback });
		}
		for (const name of definition.events ?? []) members.set(name, { kind: "event" });
		for (const name of definition.callbacks ?? []) members.set(name, { kind: "callback" });
		const resolved: ResolvedClass = {
			name: definition.name,
			ancestors: new Set([...(base?.ancestors ?? new Set<string>()), definition.name]),
			creatable: definition.creatable ?? false,
			service: definition.service ?? false,
			members,
		};
		this.resolved.set(definition.name, resolved);
		return resolved;
	}
}
