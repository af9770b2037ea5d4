import { ClassDefinition } from "../instances/class-definition";
import { InstanceNode } from "../instances/instance-node";
import { method } from "../instances/method";

type Kind = "print" | "warn" | "error";

function report(node: InstanceNode, kind: Kind, text: unknown): void {
	node.realm.say(kind, `TestService: ${tostring(text)}`);
}

function count(node: InstanceNode, property: string): void {
	node.setValue(property, (node.getValue(property) as number) + 1);
}

function reportError(node: InstanceNode, text: unknown): void {
	count(node, "ErrorCount");
	report(node, "error", text);
}

/** TestService: counts and prints what tests of the older kind say. It runs none by itself. */
export const testServiceClass: ClassDefinition = {
	name: "TestService",
	inherits: "Instance",
	service: true,
	properties: {
		AutoRuns: { default: true },
		Description: { default: "" },
		ErrorCount: { default: 0, readOnly: true },
		ExecuteWithStudioRun: { default: false },
		NumberOfPlayers: { default: 0 },
		TestCount: { default: 0, readOnly: true },
		Timeout: { default: 10 },
		WarnCount: { default: 0, readOnly: true },
	},
	methods: {
		Message: method((node, text) => report(node, "print", text)),
		Checkpoint: method((node, text) => report(node, "print", text)),
		Done: method(() => undefined),
		Check: method((node, condition, description) => {
			count(node, "TestCount");
			if (condition !== true) reportError(node, description);
		}),
		Require: method((node, condition, description) => {
			count(node, "TestCount");
			if (condition === true) return;
			reportError(node, description);
			error(`TestService: ${tostring(description)}`, 0);
		}),
		Warn: method((node, condition, description) => {
			if (condition === true) return;
			count(node, "WarnCount");
			report(node, "warn", description);
		}),
		Error: method((node, description) => reportError(node, description)),
		Fail: method((node, description) => {
			reportError(node, description);
			error(`TestService: ${tostring(description)}`, 0);
		}),
	},
};
