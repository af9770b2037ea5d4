import { ClassDefinition } from "../instances/class-definition";
import { InstanceNode, nodeOf } from "../instances/instance-node";
import { method } from "../instances/method";
import { hostOf } from "../userdata";
import { worldOf } from "../world";
import { dataStorePageClasses, instanceOf, stateProperty } from "./data-store-pages";

type Methods = Record<string, (receiver: unknown, ...args: Array<unknown>) => LuaTuple<Array<unknown>>>;

/** A new instance around an object of the simulated cloud; the same one for the same object. */
function wrap(owner: InstanceNode, className: string, target: object): unknown {
	const known = owner.state as Map<object, InstanceNode>;
	let node = known.get(target);
	if (node === undefined) {
		node = worldOf(owner).create(className)!;
		node.state = target;
		known.set(target, node);
	}
	return node.proxy;
}

function keyInfo(owner: InstanceNode, target: unknown): unknown {
	return instanceOf(owner, "DataStoreKeyInfo", target);
}

/** A DataStoreOptions as the cloud takes it. */
function storeOptions(value: unknown): { AllScopes: unknown } | undefined {
	const node = nodeOf(value);
	return node !== undefined ? { AllScopes: node.getValue("AllScopes") } : undefined;
}

/** A DataStoreGetOptions as the cloud takes it. */
function getOptions(value: unknown): { UseCache: boolean } {
	return { UseCache: nodeOf(value)?.getValue("UseCache") !== false };
}

function serviceOf(node: InstanceNode): Methods {
	if (node.state === undefined) node.state = new Map<object, InstanceNode>();
	const service = worldOf(node).host.dataStoreService;
	return (service ?? error("DataStoreService is not available on the client", 0)) as Methods;
}

/** A store's method whose results are a value and a key info. */
function withKeyInfo(name: string): Callback {
	return method((node, a, b) => {
		const target = node.state as Methods;
		const [value, info] = target[name](target, a, b);
		return $tuple(value, keyInfo(node, info));
	});
}

/** A method that gives what the object behind the instance gives. */
function passing(name: string): Callback {
	return method((node, a, b, c, d) => {
		const target = node.state as Methods;
		return target[name](target, a, b, c, d);
	});
}

/** A store's method that gives pages. */
function withPages(className: string, name: string): Callback {
	return method((node, a, b, c, d, e) => {
		const target = node.state as Methods;
		// Of the arguments only a SortDirection is anything but plain.
		const [pages] = target[name](target, a, hostOf(b)?.text() ?? b, c, d, e);
		return instanceOf(node, className, pages);
	});
}

const dataStoreServiceClass: ClassDefinition = {
	name: "DataStoreService",
	inherits: "Instance",
	service: true,
	methods: {
		GetDataStore: method((node, name, scope, options) => {
			const service = serviceOf(node);
			const [store] = service.GetDataStore(service, name, scope, storeOptions(options));
			return wrap(node, "DataStore", store as object);
		}),
		GetGlobalDataStore: method((node) => {
			const service = serviceOf(node);
			const [store] = service.GetGlobalDataStore(service);
			return wrap(node, "DataStore", store as object);
		}),
		GetOrderedDataStore: method((node, name, scope) => {
			const service = serviceOf(node);
			const [store] = service.GetOrderedDataStore(service, name, scope);
			return wrap(node, "OrderedDataStore", store as object);
		}),
		ListDataStoresAsync: method((node, prefix, pageSize, cursor) => {
			const service = serviceOf(node);
			const [pages] = service.ListDataStoresAsync(service, prefix, pageSize, cursor);
			return instanceOf(node, "DataStoreListingPages", pages);
		}),
		GetRequestBudgetForRequestType: method((node, requestType) => {
			const service = serviceOf(node);
			return service.GetRequestBudgetForRequestType(service, hostOf(requestType)?.text() ?? requestType);
		}),
		SetRateLimitForRequestType: method((node, requestType, base, perPlayer) => {
			const service = serviceOf(node);
			return service.SetRateLimitForRequestType(service, hostOf(requestType)?.text() ?? requestType, base, perPlayer);
		}),
	},
};

const globalDataStoreClass: ClassDefinition = {
	name: "GlobalDataStore",
	inherits: "Instance",
	methods: {
		GetAsync: method((node, key, options) => {
			const target = node.state as Methods;
			const [value, info] = target.GetAsync(target, key, getOptions(options));
			return $tuple(value, keyInfo(node, info));
		}),
		SetAsync: method((node, key, value, userIds, options) => {
			const target = node.state as Methods;
			return target.SetAsync(target, key, value, userIds, nodeOf(options)?.state);
		}),
		UpdateAsync: method((node, key, transform) => {
			const target = node.state as Methods;
			const transformed = (value: unknown, info: unknown) =>
				(transform as Callback)(value, keyInfo(node, info)) as unknown;
			const [value, info] = target.UpdateAsync(target, key, transformed);
			return $tuple(value, keyInfo(node, info));
		}),
		IncrementAsync: method((node, key, delta, userIds, options) => {
			const target = node.state as Methods;
			const [value, info] = target.IncrementAsync(target, key, delta, userIds, nodeOf(options)?.state);
			return $tuple(value, keyInfo(node, info));
		}),
		RemoveAsync: withKeyInfo("RemoveAsync"),
		BatchGetAsync: passing("BatchGetAsync"),
	},
};

const dataStoreClass: ClassDefinition = {
	name: "DataStore",
	inherits: "GlobalDataStore",
	methods: {
		GetVersionAsync: withKeyInfo("GetVersionAsync"),
		GetVersionAtTimeAsync: withKeyInfo("GetVersionAtTimeAsync"),
		RemoveVersionAsync: passing("RemoveVersionAsync"),
		ListKeysAsync: withPages("DataStoreKeyPages", "ListKeysAsync"),
		ListVersionsAsync: withPages("DataStoreVersionPages", "ListVersionsAsync"),
	},
};

const orderedDataStoreClass: ClassDefinition = {
	name: "OrderedDataStore",
	inherits: "GlobalDataStore",
	methods: { GetSortedAsync: withPages("DataStorePages", "GetSortedAsync") },
};

const keyInfoClass: ClassDefinition = {
	name: "DataStoreKeyInfo",
	inherits: "Instance",
	properties: {
		CreatedTime: stateProperty("CreatedTime"),
		UpdatedTime: stateProperty("UpdatedTime"),
		Version: stateProperty("Version"),
	},
	methods: { GetUserIds: passing("GetUserIds"), GetMetadata: passing("GetMetadata") },
};

const options = (name: string, properties: ClassDefinition["properties"]): ClassDefinition => ({
	name,
	inherits: "Instance",
	creatable: true,
	properties,
});

/** Options that carry the metadata of a write. */
const metadataOptions = (name: string): ClassDefinition => ({
	name,
	inherits: "Instance",
	creatable: true,
	methods: {
		SetMetadata: method((node, metadata) => {
			node.state = { Metadata: metadata };
		}),
		GetMetadata: method((node) => (node.state as { Metadata?: unknown } | undefined)?.Metadata ?? {}),
	},
});

/** DataStoreService: the engine's face of the simulated cloud in `src/testing`, which knows what the calls mean. */
export const dataStoreClasses: ReadonlyArray<ClassDefinition> = [
	dataStoreServiceClass,
	globalDataStoreClass,
	dataStoreClass,
	orderedDataStoreClass,
	keyInfoClass,
	...dataStorePageClasses,
	{
		...options("DataStoreOptions", { AllScopes: { default: false } }),
		// Features that were experimental once are all there by now: asking for them changes nothing.
		methods: { SetExperimentalFeatures: method(() => undefined) },
	},
	options("DataStoreGetOptions", { UseCache: { default: true } }),
	metadataOptions("DataStoreSetOptions"),
	metadataOptions("DataStoreIncrementOptions"),
];
