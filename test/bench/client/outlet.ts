import type { Client } from "../../headless/universe/client";
import type { Stage } from "./stage";

/** Sends values to a player by a remote of that name, as many as are given. */
export type Send = (remote: string, player: Player, first: unknown, second?: unknown, third?: unknown) => void;

/** How a server's side reaches its players. */
export interface Outlet {
	readonly send: Send;
	/** Calls back with what clients send by a remote of that name. */
	readonly receive: (remote: string, receiver: (player: Player, value: unknown) => void) => void;
	/** Has something done at the end of each frame. */
	readonly eachFrame: (frame: () => void) => void;
}

/** Real remotes of a stage's server, and its heartbeat. */
export function createRemotes(stage: Stage, names: ReadonlyArray<string>): Outlet {
	const { server } = stage;
	const { Instance } = server.scripts.globals as { Instance: { readonly new: (className: string) => Instance } };
	const remotes = new Map<string, RemoteEvent>();
	for (const name of names) {
		const remote = Instance.new("RemoteEvent") as RemoteEvent;
		remote.Name = name;
		remote.Parent = stage.game(server).GetService("ReplicatedStorage");
		remotes.set(name, remote);
	}
	return {
		send: (name, player, first, second, third) => {
			const remote = remotes.get(name)!;
			// Values that are not there would be sent, and counted, as nothing.
			if (third !== undefined) remote.FireClient(player, first, second, third);
			else if (second !== undefined) remote.FireClient(player, first, second);
			else remote.FireClient(player, first);
		},
		receive: (name, receiver) => {
			remotes.get(name)!.OnServerEvent.Connect((player, value) => receiver(player, value));
		},
		eachFrame: (frame) => {
			stage
				.game(server)
				.GetService("RunService")
				.Heartbeat.Connect(() => frame());
		},
	};
}

/** Counts what is sent and sends nothing: so the engine's own work is in no figure. Frames are ended by hand. */
export function createCounter(): { readonly outlet: Outlet; readonly count: () => number } {
	let sent = 0;
	const send: Send = () => {
		sent += 1;
	};
	return { outlet: { send, receive: () => {}, eachFrame: () => {} }, count: () => sent };
}

/** A client's remotes, by name. */
export function remoteOf(stage: Stage, client: Client, name: string): RemoteEvent {
	return stage.game(client).GetService("ReplicatedStorage").WaitForChild(name) as RemoteEvent;
}
