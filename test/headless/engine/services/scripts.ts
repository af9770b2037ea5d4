import { ClassDefinition } from "../instances/class-definition";

/** Everything that has source code. Who runs what is in `script-runner.ts`. */
export const scriptClasses: ReadonlyArray<ClassDefinition> = [
	{ name: "LuaSourceContainer", inherits: "Instance", properties: { Source: { default: "" } } },
	{
		name: "BaseScript",
		inherits: "LuaSourceContainer",
		properties: {
			Disabled: { default: false },
			Enabled: { get: (node) => node.getValue("Disabled") !== true },
			RunContext: { default: "Legacy" },
		},
	},
	{ name: "Script", inherits: "BaseScript", creatable: true },
	{ name: "LocalScript", inherits: "Script", creatable: true },
	{ name: "ModuleScript", inherits: "LuaSourceContainer", creatable: true },
];
