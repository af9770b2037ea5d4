import { ClassDefinition } from "../instances/class-definition";
import { InstanceNode } from "../instances/instance-node";
import { variadicMethod } from "../instances/method";
import { copyPacked } from "../remotes/crossing";
import * as threads from "../threads";

function waitForCallback(node: InstanceNode, property: string): Callback {
	let callback = node.getValue(property);
	while (callback === undefined) {
		node.signal(`callback:${property}`).connect(coroutine.running(), true);
		coroutine.yield();
		callback = node.getValue(property);
	}
	return callback as Callback;
}

/** BindableEvent and BindableFunction: within one realm. */
export const bindableClasses: ReadonlyArray<ClassDefinition> = [
	{
		name: "BindableEvent",
		inherits: "Instance",
		creatable: true,
		methods: { Fire: variadicMethod((node, values) => node.signal("Event").firePacked(values, copyPacked)) },
		events: ["Event"],
	},
	{
		name: "BindableFunction",
		inherits: "Instance",
		creatable: true,
		methods: {
			Invoke: variadicMethod((node, values) => {
				const callback = waitForCallback(node, "OnInvoke");
				return threads.unpack(copyPacked(threads.call(callback, copyPacked(values))));
			}),
		},
		callbacks: ["OnInvoke"],
	},
];
