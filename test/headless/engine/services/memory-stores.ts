import { ClassDefinition } from "../instances/class-definition";
import { InstanceNode } from "../instances/instance-node";
import { method } from "../instances/method";
import { worldOf } from "../world";

type Methods = Record<string, (receiver: unknown, ...args: Array<unknown>) => LuaTuple<Array<unknown>>>;

function serviceOf(node: InstanceNode): Methods {
	const service = worldOf(node).host.memoryStoreService;
	// platform.md 3, InvalidClientAccess
	return (service ?? error("InvalidClientAccess: MemoryStoreService must be called from server", 0)) as Methods;
}

function wrap(owner: InstanceNode, className: string, target: unknown): unknown {
	const node = worldOf(owner).create(className)!;
	node.state = target;
	return node.proxy;
}

/** The service's method that gives a structure: the same instance for the same object of the simulated cloud. */
function structureGetter(name: string, className: string): Callback {
	return method((node, structureName, setting) => {
		const service = serviceOf(node);
		const [target] = service[name](service, structureName, setting);
		if (node.state === undefined) node.state = new Map<object, unknown>();
		const known = node.state as Map<object, defined>;
		const proxy = known.get(target as object) ?? (wrap(node, className, target) as defined);
		known.set(target as object, proxy);
		return proxy;
	});
}

/** A structure's method, passed on as it is, with as many results as it has. */
function passed(name: string): Callback {
	return method((node, a, b, c, d) => {
		const target = node.state as Methods;
		return target[name](target, a, b, c, d);
	});
}

function structure(name: string, methods: ReadonlyArray<string>): ClassDefinition {
	const definitions: Record<string, Callback> = {};
	for (const each of methods) definitions[each] = passed(each);
	return { name, inherits: "Instance", methods: definitions };
}

/** MemoryStoreService: the engine's face of the simulated cloud in `src/testing`, which knows what the calls mean. */
export const memoryStoreClasses: ReadonlyArray<ClassDefinition> = [
	{
		name: "MemoryStoreService",
		inherits: "Instance",
		service: true,
		methods: {
			GetHashMap: structureGetter("GetHashMap", "MemoryStoreHashMap"),
			GetSortedMap: structureGetter("GetSortedMap", "MemoryStoreSortedMap"),
			GetQueue: method((node, name, invisibilityTimeout) => {
				const service = serviceOf(node);
				const [target] = service.GetQueue(service, name, invisibilityTimeout);
				return wrap(node, "MemoryStoreQueue", target);
			}),
		},
	},
	{
		name: "MemoryStoreHashMap",
		inherits: "Instance",
		methods: {
			GetAsync: passed("GetAsync"),
			SetAsync: passed("SetAsync"),
			UpdateAsync: passed("UpdateAsync"),
			RemoveAsync: passed("RemoveAsync"),
			ListItemsAsync: method((node, count) => {
				const target = node.state as Methods;
				const [pages] = target.ListItemsAsync(target, count);
				return wrap(node, "MemoryStoreHashMapPages", pages);
			}),
		},
	},
	structure("MemoryStoreSortedMap", [
		"GetAsync",
		"SetAsync",
		"UpdateAsync",
		"RemoveAsync",
		"GetRangeAsync",
		"GetSizeAsync",
	]),
	structure("MemoryStoreQueue", ["AddAsync", "ReadAsync", "RemoveAsync", "GetSizeAsync"]),
	{ name: "MemoryStoreHashMapPages", inherits: "Pages" },
];
