import { STATE_REMOTE_NAME } from "../../protocol/remote-name";
import { misuse } from "../../shared/errors";
import type { PublishPorts } from "./publish-ports";

/** The engine's remote, which it makes, and its heartbeat. */
export function createRobloxPublishPorts(): PublishPorts {
	const replicated = game.GetService("ReplicatedStorage");
	if (replicated.FindFirstChild(STATE_REMOTE_NAME) !== undefined) {
		misuse("Publisher", `one of a server is enough: there is a ${STATE_REMOTE_NAME} already`);
	}
	const remote = new Instance("RemoteEvent");
	remote.Name = STATE_REMOTE_NAME;
	remote.Parent = replicated;
	const runService = game.GetService("RunService");
	const players = game.GetService("Players");
	return {
		remote: {
			send(player, message) {
				remote.FireClient(player, message);
			},
			subscribe(receive) {
				const connection = remote.OnServerEvent.Connect((player, ...values) => {
					// What comes from who has left already must not have them remembered again.
					if (player.Parent !== undefined) receive(player, values.size(), values[0]);
				});
				return () => connection.Disconnect();
			},
		},
		now() {
			return os.clock();
		},
		onFrame(frame) {
			const connection = runService.Heartbeat.Connect(() => frame());
			return () => connection.Disconnect();
		},
		onLeaving(listener) {
			const connection = players.PlayerRemoving.Connect((player) => listener(player));
			return () => connection.Disconnect();
		},
	};
}
