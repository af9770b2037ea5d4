import { ClassDefinition } from "../instances/class-definition";
import { method } from "../instances/method";
import { worldOf } from "../world";
import { decodeJson, encodeJson } from "./json";

/** HttpService without the network: JSON and GUIDs. */
export const httpServiceClass: ClassDefinition = {
	name: "HttpService",
	inherits: "Instance",
	service: true,
	properties: { HttpEnabled: { default: false } },
	methods: {
		JSONEncode: method((node, value) => encodeJson(worldOf(node).native, value)),
		JSONDecode: method((node, text) => decodeJson(worldOf(node).native, text)),
		GenerateGUID: method((node, wrapInCurlyBraces) => {
			const guid = worldOf(node).random.guid();
			return wrapInCurlyBraces === false ? guid : `{${guid}}`;
		}),
		RequestAsync: method(() => error("Http requests are not enabled. Enable via game settings", 0)),
		GetAsync: method(() => error("Http requests are not enabled. Enable via game settings", 0)),
		PostAsync: method(() => error("Http requests are not enabled. Enable via game settings", 0)),
	},
};
