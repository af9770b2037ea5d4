import { ClassDefinition } from "../instances/class-definition";
import { InstanceNode } from "../instances/instance-node";
import { method } from "../instances/method";
import { worldOf } from "../world";

function playersIn(node: InstanceNode): Array<InstanceNode> {
	return node.children.filter((child) => child.isA("Player"));
}

/** Players and Player. Characters are not emulated: `Character` is nil and stays so. */
export const playerClasses: ReadonlyArray<ClassDefinition> = [
	{
		name: "Players",
		inherits: "Instance",
		service: true,
		properties: {
			LocalPlayer: { get: (node) => (node.state as InstanceNode | undefined)?.proxy, readOnly: true },
			MaxPlayers: { default: 50, readOnly: true },
			CharacterAutoLoads: { default: true },
		},
		methods: {
			GetPlayers: method((node) => playersIn(node).map((player) => player.proxy)),
			GetPlayerByUserId: method(
				(node, userId) => playersIn(node).find((player) => player.getValue("UserId") === userId)?.proxy,
			),
			GetPlayerFromCharacter: method(() => undefined),
		},
		events: ["PlayerAdded", "PlayerRemoving"],
	},
	{
		name: "Player",
		inherits: "Instance",
		properties: {
			UserId: { default: 0 },
			DisplayName: { default: "" },
			AccountAge: { default: 100 },
			Character: { default: undefined },
			Team: { default: undefined },
		},
		methods: {
			Kick: method((node, message) =>
				worldOf(node).host.kick(node, typeIs(message, "string") ? message : "You have been kicked"),
			),
			GetJoinData: method((node) => ({
				TeleportData: node.state,
				SourcePlaceId: node.state !== undefined ? worldOf(node).host.placeId : undefined,
			})),
			IsInGroup: method(() => false),
		},
		events: ["CharacterAdded", "CharacterRemoving", "Chatted", "Idled"],
	},
];
