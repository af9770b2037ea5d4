import { ClassDefinition } from "../instances/class-definition";
import { method } from "../instances/method";
import { worldOf } from "../world";

/** `game`. */
export const dataModelClass: ClassDefinition = {
	name: "DataModel",
	inherits: "Instance",
	properties: {
		JobId: { get: (node) => worldOf(node).host.jobId, readOnly: true },
		PlaceId: { get: (node) => worldOf(node).host.placeId, readOnly: true },
		GameId: { get: (node) => worldOf(node).host.placeId, readOnly: true },
		PlaceVersion: { default: 1, readOnly: true },
		CreatorId: { default: 1, readOnly: true },
		PrivateServerId: { get: (node) => worldOf(node).host.privateServerId, readOnly: true },
		PrivateServerOwnerId: { get: (node) => worldOf(node).host.privateServerOwnerId, readOnly: true },
		Workspace: { get: (node) => worldOf(node).service("Workspace")!.proxy, readOnly: true },
	},
	methods: {
		GetService: method((node, name) => {
			const service = typeIs(name, "string") ? worldOf(node).service(name) : undefined;
			return service !== undefined ? service.proxy : error(`'${tostring(name)}' is not a valid Service name`, 0);
		}),
		FindService: method((node, name) => worldOf(node).service(name as string)?.proxy),
		IsLoaded: method(() => true),
		BindToClose: method((node, callback) => {
			if (!node.realm.isServer) error("BindToClose can only be called on the server", 0);
			if (!typeIs(callback, "function")) error("BindToClose expects a function", 0);
			worldOf(node).host.bindToClose(callback as Callback);
		}),
	},
	events: ["Loaded", "Close", "ServerRestartScheduled"],
};
