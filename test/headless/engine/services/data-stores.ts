import { ClassDefinition } from "../instances/class-definition";
import { InstanceNode, nodeOf } from "../instances/instance-node";
import { method } from "../instances/method";
import { worldOf } from "../world";

type Methods = Record<string, (receiver: unknown, ...args: Array<unknown>) => LuaTuple<Array<unknown>>>;

/** A new instance around an object of the simulated cloud; the same one for the same object. */
function wrap(owner: InstanceNode, className: string, target: object | undefined): unknown {
	if (target === undefined) return undefined;
	const known = owner.state as Map<object, InstanceNode>;
	let node = known.get(target);
	if (node === undefined) {
		node = worldOf(owner).create(className)!;
		node.state = target;
		known.set(target, node);
	}
	return node.proxy;
}

/** Key info is fresh with every answer, so it is not remembered. */
function keyInfo(owner: InstanceNode, target: unknown): unknown {
	if (target === undefined) return undefined;
	const node = worldOf(owner).create("DataStoreKeyInfo")!;
	node.state = target;
	return node.proxy;
}

function optionsBehind(value: unknown): unknown {
	return nodeOf(value) ?? value;
}

function serviceOf(node: InstanceNode): Methods {
	if (node.state === undefined) node.state = new Map<object, InstanceNode>();
	const service = worldOf(node).host.dataStoreService;
	return (service ?? error("DataStoreService is not available on the client", 0)) as Methods;
}

/** A store's method whose results are a value and a key info. */
function withKeyInfo(name: string): Callback {
	return method((node, a, b, c, d) => {
		const target = node.state as Methods;
		const [value, info] = target[name](target, a, b, c, d);
		return $tuple(value, keyInfo(node, info));
	});
}

const keyInfoMethod = (name: string) =>
	method((node) => {
		const target = node.state as Methods;
		return target[name](target);
	});

const keyInfoProperty = (name: string) => ({
	readOnly: true,
	get: (node: InstanceNode) => (node.state as Record<string, unknown>)[name],
});

const options = (name: string, properties: ClassDefinition["properties"]): ClassDefinition => ({
	name,
	inherits: "Instance",
	creatable: true,
	properties,
});

/** DataStoreService: the engine's face of the simulated cloud in `src/testing`, which knows what the calls mean. */
export const dataStoreClasses: ReadonlyArray<ClassDefinition> = [
	{
		name: "DataStoreService",
		inherits: "Instance",
		service: true,
		methods: {
			GetDataStore: method((node, name, scope, storeOptions) => {
				const service = serviceOf(node);
				const [store] = service.GetDataStore(service, name, scope, optionsBehind(storeOptions));
				return wrap(node, "DataStore", store as object);
			}),
		},
	},
	{
		name: "GlobalDataStore",
		inherits: "Instance",
		methods: {
			GetAsync: method((node, key, getOptions) => {
				const target = node.state as Methods;
				const useCache = nodeOf(getOptions)?.getValue("UseCache") !== false;
				const [value, info] = target.GetAsync(target, key, { UseCache: useCache });
				return $tuple(value, keyInfo(node, info));
			}),
			SetAsync: method((node, key, value, userIds, setOptions) => {
				const target = node.state as Methods;
				const metadata = nodeOf(setOptions)?.state;
				return target.SetAsync(target, key, value, userIds, metadata);
			}),
			UpdateAsync: method((node, key, transform) => {
				const target = node.state as Methods;
				const transformed = (value: unknown, info: unknown) =>
					(transform as Callback)(value, keyInfo(node, info)) as unknown;
				const [value, info] = target.UpdateAsync(target, key, transformed);
				return $tuple(value, keyInfo(node, info));
			}),
			RemoveAsync: withKeyInfo("RemoveAsync"),
			IncrementAsync: withKeyInfo("IncrementAsync"),
		},
	},
	{ name: "DataStore", inherits: "GlobalDataStore" },
	{
		name: "DataStoreKeyInfo",
		inherits: "Instance",
		properties: {
			CreatedTime: keyInfoProperty("CreatedTime"),
			UpdatedTime: keyInfoProperty("UpdatedTime"),
			Version: keyInfoProperty("Version"),
		},
		methods: { GetUserIds: keyInfoMethod("GetUserIds"), GetMetadata: keyInfoMethod("GetMetadata") },
	},
	options("DataStoreOptions", { AllScopes: { default: false } }),
	options("DataStoreGetOptions", { UseCache: { default: true } }),
	{
		name: "DataStoreSetOptions",
		inherits: "Instance",
		creatable: true,
		methods: {
			SetMetadata: method((node, metadata) => {
				node.state = { Metadata: metadata };
			}),
			GetMetadata: method((node) => (node.state as { Metadata?: unknown } | undefined)?.Metadata ?? {}),
		},
	},
];
