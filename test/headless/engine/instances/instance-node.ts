import type { Realm } from "../realm";
import { Signal } from "../signal";
import { createUserdata, HostObject, hostOf } from "../userdata";
import type { ResolvedClass } from "./class-definition";

/** Told about every change in a realm's tree: replication listens here. */
export interface TreeObserver {
	added(node: InstanceNode): void;
	removing(node: InstanceNode): void;
	changed?(node: InstanceNode, property: string): void;
	attributeChanged?(node: InstanceNode, name: string): void;
	tagChanged?(node: InstanceNode, tag: string): void;
	/** For each instance that `Destroy` has ended. */
	destroyed?(node: InstanceNode): void;
}

/** The parts of its world that an instance reaches. */
export interface InstanceWorld {
	readonly realm: Realm;
	readonly observers: ReadonlyArray<TreeObserver>;
	create(className: string): InstanceNode | undefined;
}

/** An instance of the engine in one realm. Guests see {@link InstanceNode.proxy}. */
export class InstanceNode implements HostObject {
	readonly typeName = "Instance";
	readonly proxy: object;
	readonly children = new Array<InstanceNode>();
	readonly attributes = new Map<string, unknown>();
	readonly tags = new Set<string>();
	parent?: InstanceNode;
	destroyed = false;
	/** The same on a server and all its clients, for what replicates. */
	networkId?: number;
	/** What the class's own code keeps about this instance. */
	state: unknown;
	readonly realm: Realm;
	private readonly values = new Map<string, unknown>();
	private readonly signals = new Map<string, Signal>();

	constructor(
		readonly world: InstanceWorld,
		readonly definition: ResolvedClass,
		public name = definition.name,
	) {
		this.realm = world.realm;
		this.proxy = createUserdata(this);
	}

	isA(className: string): boolean {
		return this.definition.ancestors.has(className);
	}

	fullName(): string {
		const parent = this.parent;
		if (parent === undefined || parent.definition.name === "DataModel") return this.name;
		return `${parent.fullName()}.${this.name}`;
	}

	/** The event of that name, made when somebody first asks for it. */
	signal(name: string, listenersChanged?: (count: number) => void): Signal {
		let signal = this.signals.get(name);
		if (signal === undefined) {
			signal = new Signal(this.realm, name, listenersChanged);
			this.signals.set(name, signal);
		}
		return signal;
	}

	/** Fires an event if anybody ever asked for it. */
	fire(name: string, ...values: Array<unknown>): void {
		this.signals.get(name)?.fire(...values);
	}

	getValue(property: string): unknown {
		const value = this.values.get(property);
		if (value !== undefined) return value;
		const member = this.definition.members.get(property);
		return member?.kind === "property" ? member.definition.default : undefined;
	}

	setValue(property: string, value: unknown): void {
		if (this.getValue(property) === value) return;
		this.values.set(property, value as never);
		this.propertyChanged(property);
	}

	propertyChanged(property: string): void {
		this.fire(`property:${property}`);
		// A value object's `Changed` is about its value alone, and passes it.
		if (!this.isA("ValueBase")) {
			this.fire("Changed", property);
		} else if (property === "Value") {
			this.fire("Changed", this.getValue("Value"));
		}
		for (const observer of this.world.observers) observer.changed?.(this, property);
	}

	findChild(name: string): InstanceNode | undefined {
		return this.children.find((child) => child.name === name);
	}

	isDescendantOf(ancestor: InstanceNode): boolean {
		let node = this.parent;
		while (node !== undefined) {
			if (node === ancestor) return true;
			node = node.parent;
		}
		return false;
	}

	/** Children before grandchildren of the next child: the order of `GetDescendants`. */
	descendants(into = new Array<InstanceNode>()): Array<InstanceNode> {
		for (const child of this.children) {
			into.push(child);
			child.descendants(into);
		}
		return into;
	}

	releaseSignals(): void {
		for (const [, signal] of this.signals) signal.disconnectAll();
	}

	index(key: unknown): unknown {
		this.realm.countCall();
		const member = this.definition.members.get(key as string);
		if (member !== undefined) {
			if (member.kind === "property") {
				return member.definition.get !== undefined ? member.definition.get(this) : this.getValue(key as string);
			}
			if (member.kind === "method") return member.call;
			if (member.kind === "event") return this.signal(key as string).proxy;
			return error(
				`${tostring(key)} is a callback member of ${this.definition.name}; you can only set the callback value, get is not available`,
				0,
			);
		}
		const child = typeIs(key, "string") ? this.findChild(key) : undefined;
		return child !== undefined ? child.proxy : this.unknownMember(key);
	}

	assign(key: unknown, value: unknown): void {
		this.realm.countCall();
		const member = this.definition.members.get(key as string);
		if (member?.kind === "property") {
			if (member.definition.readOnly) {
				error(`Unable to assign property ${tostring(key)}. Property is read only`, 0);
			}
			if (member.definition.set !== undefined) {
				member.definition.set(this, value);
			} else {
				this.setValue(key as string, value);
			}
		} else if (member?.kind === "callback") {
			this.values.set(key as string, value as never);
			this.fire(`callback:${tostring(key)}`);
		} else if (member !== undefined) {
			error(`${tostring(key)} cannot be assigned to`, 0);
		} else {
			this.unknownMember(key);
		}
	}

	text(): string {
		return this.name;
	}

	private unknownMember(key: unknown): never {
		return error(`${tostring(key)} is not a valid member of ${this.definition.name} "${this.fullName()}"`, 0) as never;
	}
}

/** The node behind a guest's value, if that is an instance. */
export function nodeOf(value: unknown): InstanceNode | undefined {
	const host = hostOf(value);
	return host !== undefined && host.typeName === "Instance" ? (host as InstanceNode) : undefined;
}
