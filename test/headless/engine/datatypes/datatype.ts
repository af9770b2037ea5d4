import { createUserdata, HostObject, hostOf, Operators } from "../userdata";
import { badArgument } from "./arguments";

/** What a method does with the value it is called on. Nils at the end of the arguments are not counted. */
export type Method<T> = (content: T, ...values: Array<unknown>) => unknown;

/** How a datatype looks to scripts. `T` is what one value of it holds. */
export interface DatatypeDefinition<T> {
	readonly name: string;
	readonly properties: Record<string, (content: T) => unknown>;
	readonly methods: Record<string, Method<T>>;
	/** All but equality, as Luau calls them. */
	readonly operators: Operators;
	/** Left out where each value is only equal to itself. */
	readonly equals?: (a: T, b: T) => boolean;
	readonly text: (content: T) => string;
}

class DatatypeValue<T> implements HostObject {
	readonly typeName: string;

	constructor(
		readonly datatype: Datatype<T>,
		readonly content: T,
	) {
		this.typeName = datatype.definition.name;
	}

	index(key: unknown): unknown {
		const property = this.datatype.definition.properties[key as string];
		if (property !== undefined) return property(this.content);
		return this.datatype.methods.get(key as string) ?? this.unknownMember(key);
	}

	assign(key: unknown): void {
		if (this.datatype.definition.properties[key as string] === undefined) this.unknownMember(key);
		error(`${tostring(key)} cannot be assigned to`, 0);
	}

	text(): string {
		return this.datatype.definition.text(this.content);
	}

	private unknownMember(key: unknown): never {
		return error(`${tostring(key)} is not a valid member of ${this.typeName}`, 0) as never;
	}
}

/** A datatype of the engine: makes values that scripts can hold, and says what is in them. */
export class Datatype<T> {
	/** As scripts call them. */
	readonly methods = new Map<string, Callback>();
	private readonly operators: Operators;

	constructor(readonly definition: DatatypeDefinition<T>) {
		for (const [name, implementation] of pairs(definition.methods)) {
			this.methods.set(name as string, (receiver: unknown, ...values: Array<unknown>) => {
				const content = this.contentOf(receiver);
				if (content === undefined) error(`Expected ':' not '.' calling member function ${name}`, 0);
				return implementation(content as T, ...values);
			});
		}
		const { equals } = definition;
		const equal = (a: unknown, b: unknown) => {
			const [first, second] = [this.contentOf(a), this.contentOf(b)];
			return first !== undefined && second !== undefined && equals !== undefined && equals(first as T, second as T);
		};
		// One function for all values: Luau compares two userdata only if they agree on how.
		this.operators = equals !== undefined ? { ...definition.operators, __eq: equal } : definition.operators;
	}

	create(content: T): object {
		return createUserdata(new DatatypeValue(this, content), this.operators);
	}

	/** What is in a value of a script, if it is of this type. */
	contentOf(value: unknown): T | undefined {
		const host = hostOf(value);
		if (host === undefined || host.typeName !== this.definition.name) return undefined;
		return (host as DatatypeValue<T>).content;
	}

	/** The same of an argument, which has to be of this type. */
	expect(value: unknown, position: number): T {
		return this.contentOf(value) ?? badArgument(position, this.definition.name, value);
	}
}
