import { ClassDefinition } from "../instances/class-definition";
import { InstanceNode } from "../instances/instance-node";
import { hostOf } from "../userdata";
import { worldOf } from "../world";

function setDisabled(node: InstanceNode, disabled: boolean): void {
	if (node.getValue("Disabled") === disabled) return;
	node.setValue("Disabled", disabled);
	node.fire("property:Enabled");
}

function contextName(value: unknown): string {
	if (typeIs(value, "string")) return value;
	const [name] = (hostOf(value)?.text() ?? "").match("^Enum%.RunContext%.(%a+)$");
	return (name as string | undefined) ?? error("Unable to assign property RunContext. EnumItem expected", 0);
}

/** Everything that has source code. Who runs what is in `script-runner.ts`. */
export const scriptClasses: ReadonlyArray<ClassDefinition> = [
	{ name: "LuaSourceContainer", inherits: "Instance", properties: { Source: { default: "" } } },
	{
		name: "BaseScript",
		inherits: "LuaSourceContainer",
		properties: {
			Disabled: { default: false, set: (node, value) => setDisabled(node, value === true) },
			Enabled: {
				get: (node) => node.getValue("Disabled") !== true,
				set: (node, value) => setDisabled(node, value !== true),
			},
			// Kept by its name, as place files and the network have it.
			RunContext: {
				default: "Legacy",
				get: (node) => worldOf(node).enums.item("RunContext", node.getValue("RunContext") as string),
				set: (node, value) => node.setValue("RunContext", contextName(value)),
			},
		},
	},
	{ name: "Script", inherits: "BaseScript", creatable: true },
	{ name: "LocalScript", inherits: "Script", creatable: true },
	{ name: "ModuleScript", inherits: "LuaSourceContainer", creatable: true },
];
