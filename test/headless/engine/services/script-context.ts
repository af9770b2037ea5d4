import { ClassDefinition } from "../instances/class-definition";

/** ScriptContext: `Error` fires for every thread that dies of one. */
export const scriptContextClass: ClassDefinition = {
	name: "ScriptContext",
	inherits: "Instance",
	service: true,
	events: ["Error"],
};
