import { ClassDefinition } from "../instances/class-definition";
import { method } from "../instances/method";
import { MESSAGE_TYPES } from "../message-types";
import { worldOf } from "../world";

/** LogService: what was printed in this realm, as an event and as the last lines. */
export const logServiceClass: ClassDefinition = {
	name: "LogService",
	inherits: "Instance",
	service: true,
	methods: {
		GetLogHistory: method((node) => {
			const world = worldOf(node);
			return world.realm.history.map((line) => ({
				message: line.text,
				messageType: world.enums.item("MessageType", MESSAGE_TYPES[line.kind]),
				timestamp: line.time,
			}));
		}),
	},
	events: ["MessageOut"],
};
