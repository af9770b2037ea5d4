import { ClassDefinition } from "../instances/class-definition";

const service = (name: string): ClassDefinition => ({ name, inherits: "Instance", service: true });
const plain = (name: string): ClassDefinition => ({ name, inherits: "Instance", creatable: true });
const value = (name: string, initial: unknown): ClassDefinition => ({
	name,
	inherits: "ValueBase",
	creatable: true,
	properties: { Value: { default: initial } },
});

/** Classes that only hold: folders, values and the containers that a place is made of. */
export const containerClasses: ReadonlyArray<ClassDefinition> = [
	service("ReplicatedStorage"),
	service("ReplicatedFirst"),
	service("ServerScriptService"),
	service("ServerStorage"),
	service("StarterPlayer"),
	service("StarterGui"),
	service("StarterPack"),
	service("Lighting"),
	service("SoundService"),
	service("Teams"),
	service("Workspace"),
	service("TestService"),
	plain("Folder"),
	plain("Configuration"),
	plain("Model"),
	plain("StarterPlayerScripts"),
	plain("StarterCharacterScripts"),
	plain("PlayerScripts"),
	plain("PlayerGui"),
	plain("Backpack"),
	plain("ScreenGui"),
	{ name: "ValueBase", inherits: "Instance" },
	value("StringValue", ""),
	value("IntValue", 0),
	value("NumberValue", 0),
	value("BoolValue", false),
	value("ObjectValue", undefined),
];
