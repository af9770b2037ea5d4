import { ClassDefinition } from "../instances/class-definition";
import { InstanceNode } from "../instances/instance-node";
import { method } from "../instances/method";
import { worldOf } from "../world";

/** The pages of the simulated cloud, as far as their face needs to know them. */
interface PagesBehind {
	readonly IsFinished: boolean;
	readonly Cursor: string;
	GetCurrentPage(): Array<defined>;
	AdvanceToNextPageAsync(): void;
}

/** A property that the object behind the instance has under the same name. */
export function stateProperty(name: string): { readOnly: true; get: (node: InstanceNode) => unknown } {
	return { readOnly: true, get: (node) => (node.state as Record<string, unknown>)[name] };
}

/** A new instance that shows an object of the simulated cloud; nil for nothing. */
export function instanceOf(owner: InstanceNode, className: string, behind: unknown): object | undefined {
	if (behind === undefined) return undefined;
	const node = worldOf(owner).create(className)!;
	node.state = behind;
	return node.proxy;
}

/** A class that only shows the properties of the object behind it. */
function infoClass(name: string, ...properties: ReadonlyArray<string>): ClassDefinition {
	const definitions: Record<string, ReturnType<typeof stateProperty>> = {};
	for (const property of properties) definitions[property] = stateProperty(property);
	return { name, inherits: "Instance", properties: definitions };
}

/** Pages whose items are instances of a class. */
function pagesOf(name: string, itemClass: string, properties: ClassDefinition["properties"] = {}): ClassDefinition {
	return {
		name,
		inherits: "Pages",
		properties,
		methods: {
			GetCurrentPage: method((node) =>
				(node.state as PagesBehind).GetCurrentPage().map((item) => instanceOf(node, itemClass, item)!),
			),
		},
	};
}

/** What listings give: pages, and the items on them. */
export const dataStorePageClasses: ReadonlyArray<ClassDefinition> = [
	{
		name: "Pages",
		inherits: "Instance",
		properties: { IsFinished: stateProperty("IsFinished") },
		methods: {
			GetCurrentPage: method((node) => (node.state as PagesBehind).GetCurrentPage()),
			AdvanceToNextPageAsync: method((node) => (node.state as PagesBehind).AdvanceToNextPageAsync()),
		},
	},
	{ name: "DataStorePages", inherits: "Pages" },
	pagesOf("DataStoreListingPages", "DataStoreInfo", { Cursor: stateProperty("Cursor") }),
	pagesOf("DataStoreKeyPages", "DataStoreKey", { Cursor: stateProperty("Cursor") }),
	pagesOf("DataStoreVersionPages", "DataStoreObjectVersionInfo"),
	infoClass("DataStoreInfo", "DataStoreName", "CreatedTime", "UpdatedTime"),
	infoClass("DataStoreKey", "KeyName"),
	infoClass("DataStoreObjectVersionInfo", "Version", "CreatedTime", "IsDeleted"),
];
