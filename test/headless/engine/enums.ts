import { createUserdata, HostObject } from "./userdata";

function unknownMember(key: unknown, of: string): never {
	return error(`${tostring(key)} is not a valid member of "${of}"`, 0) as never;
}

class EnumItemObject implements HostObject {
	readonly typeName = "EnumItem";
	readonly proxy: object;

	constructor(
		private readonly parent: EnumObject,
		readonly name: string,
		readonly value: number,
	) {
		this.proxy = createUserdata(this);
	}

	index(key: unknown): unknown {
		if (key === "Name") return this.name;
		if (key === "Value") return this.value;
		if (key === "EnumType") return this.parent.proxy;
		if (key === "IsA") return (_: unknown, enumName: unknown) => enumName === this.parent.name;
		return unknownMember(key, this.text());
	}

	assign(key: unknown): void {
		error(`${tostring(key)} cannot be assigned to`, 0);
	}

	text(): string {
		return `Enum.${this.parent.name}.${this.name}`;
	}
}

class EnumObject implements HostObject {
	readonly typeName = "Enum";
	readonly proxy: object;
	private readonly items = new Array<EnumItemObject>();
	private readonly byName = new Map<string, EnumItemObject>();

	constructor(
		readonly name: string,
		values: Record<string, number>,
	) {
		this.proxy = createUserdata(this);
		for (const [itemName, value] of pairs(values)) {
			const item = new EnumItemObject(this, itemName as string, value as number);
			this.items.push(item);
			this.byName.set(item.name, item);
		}
		this.items.sort((a, b) => a.value < b.value || (a.value === b.value && a.name < b.name));
	}

	index(key: unknown): unknown {
		if (key === "GetEnumItems") return () => this.items.map((item) => item.proxy);
		if (key === "FromName") return (_: unknown, name: unknown) => this.byName.get(name as string)?.proxy;
		if (key === "FromValue") {
			return (_: unknown, value: unknown) => this.items.find((item) => item.value === value)?.proxy;
		}
		return this.byName.get(key as string)?.proxy ?? unknownMember(key, this.text());
	}

	assign(key: unknown): void {
		error(`${tostring(key)} cannot be assigned to`, 0);
	}

	text(): string {
		return `Enum.${this.name}`;
	}
}

/** The `Enum` global: each enum is made when it is first named. */
export class Enums implements HostObject {
	readonly typeName = "Enums";
	readonly proxy: object;
	private readonly made = new Map<string, EnumObject>();

	constructor(private readonly values: Record<string, Record<string, number>>) {
		this.proxy = createUserdata(this);
	}

	item(enumName: string, itemName: string): unknown {
		return this.find(enumName)!.index(itemName);
	}

	index(key: unknown): unknown {
		if (key === "GetEnums") {
			const names = new Array<string>();
			for (const [name] of pairs(this.values)) names.push(name as string);
			names.sort((a, b) => a < b);
			return () => names.map((name) => this.find(name)!.proxy);
		}
		return this.find(key as string)?.proxy ?? unknownMember(key, "Enum");
	}

	assign(key: unknown): void {
		error(`${tostring(key)} cannot be assigned to`, 0);
	}

	text(): string {
		return "Enums";
	}

	private find(name: string): EnumObject | undefined {
		let found = this.made.get(name);
		const values = this.values[name];
		if (found === undefined && values !== undefined) {
			found = new EnumObject(name, values);
			this.made.set(name, found);
		}
		return found;
	}
}
