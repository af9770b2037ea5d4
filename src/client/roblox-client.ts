import { STATE_REMOTE_NAME } from "../protocol/remote-name";
import type { Unsubscribe } from "../shared/emitter";
import type { ClientPorts } from "./client-ports";

/** The engine's remote, heartbeat and player. Yields until the server has made the remote. */
export function createRobloxClient(): ClientPorts {
	const replicated = game.GetService("ReplicatedStorage");
	const runService = game.GetService("RunService");
	const remote = replicated.WaitForChild(STATE_REMOTE_NAME) as RemoteEvent;
	const connect = (signal: RBXScriptSignal, callback: (value: unknown) => void): Unsubscribe => {
		const connection = signal.Connect(callback);
		return () => connection.Disconnect();
	};
	return {
		userId: game.GetService("Players").LocalPlayer.UserId,
		remote: {
			send(message) {
				remote.FireServer(message);
			},
			subscribe(receive) {
				return connect(remote.OnClientEvent as RBXScriptSignal, receive);
			},
		},
		frames: {
			now() {
				return os.clock();
			},
			subscribe(frame) {
				return connect(runService.Heartbeat as RBXScriptSignal, () => frame());
			},
		},
	};
}
