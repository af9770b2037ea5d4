import { cframeLibrary } from "../datatypes/cframe-library";
import { createColor3 } from "../datatypes/color3";
import { vector3Library } from "../datatypes/vector3";
import { ClassDefinition } from "../instances/class-definition";
import { typeOfValue } from "../userdata";

const service = (name: string): ClassDefinition => ({ name, inherits: "Instance", service: true });
const plain = (name: string): ClassDefinition => ({ name, inherits: "Instance", creatable: true });
const value = (name: string, initial: unknown): ClassDefinition => ({
	name,
	inherits: "ValueBase",
	creatable: true,
	properties: { Value: { default: initial } },
});
const datatypeValue = (name: string, typeName: string, initial: object): ClassDefinition => ({
	name,
	inherits: "ValueBase",
	creatable: true,
	properties: {
		Value: {
			default: initial,
			set: (node, assigned) => {
				const given = typeOfValue(assigned);
				if (given !== typeName) error(`Unable to assign property Value. ${typeName} expected, got ${given}`, 0);
				node.setValue("Value", assigned);
			},
		},
	},
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
	datatypeValue("Vector3Value", "Vector3", vector3Library.zero),
	datatypeValue("CFrameValue", "CFrame", cframeLibrary.identity),
	datatypeValue("Color3Value", "Color3", createColor3(0, 0, 0)),
];
