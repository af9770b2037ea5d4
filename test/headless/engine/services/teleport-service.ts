import { ClassDefinition } from "../instances/class-definition";
import { InstanceNode, nodeOf } from "../instances/instance-node";
import { method } from "../instances/method";
import { worldOf } from "../world";

function playersIn(list: unknown): Array<InstanceNode> {
	const players = new Array<InstanceNode>();
	for (const value of list as Array<defined>) {
		const player = nodeOf(value);
		if (player === undefined || !player.isA("Player")) error("TeleportAsync: players must be an array of Player", 0);
		players.push(player!);
	}
	return players;
}

/** TeleportService: to another server of the same place, with data that the arriving player's `GetJoinData` shows. */
export const teleportClasses: ReadonlyArray<ClassDefinition> = [
	{
		name: "TeleportService",
		inherits: "Instance",
		service: true,
		methods: {
			TeleportAsync: method((node, placeId, players, options) => {
				if (!node.realm.isServer) error("TeleportAsync can only be called from the server", 0);
				const teleportOptions = nodeOf(options);
				const jobId = teleportOptions?.getValue("ServerInstanceId") as string | undefined;
				worldOf(node).host.teleport(
					playersIn(players),
					placeId as number,
					jobId === "" ? undefined : jobId,
					teleportOptions?.state,
				);
			}),
		},
		events: ["TeleportInitFailed"],
	},
	{
		name: "TeleportOptions",
		inherits: "Instance",
		creatable: true,
		properties: { ServerInstanceId: { default: "" }, ShouldReserveServer: { default: false } },
		methods: {
			SetTeleportData: method((node, data) => {
				node.state = data;
			}),
			GetTeleportData: method((node) => node.state),
		},
	},
];
