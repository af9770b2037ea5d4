import type { Unsubscribe } from "../../shared/emitter";

/** How a server reaches its clients, and its time. */
export interface PublishPorts {
	readonly remote: ServerRemote;
	/** Seconds that only go up. */
	now(): number;
	/** Calls back at the end of each frame. */
	onFrame(frame: () => void): Unsubscribe;
	onLeaving(listener: (player: Player) => void): Unsubscribe;
}

/** The server's side of one reliable, ordered connection to each client. */
export interface ServerRemote {
	/** Others may be sent the same buffer: it must not be changed. */
	send(player: Player, message: buffer): void;
	/** Calls back with whatever a client sends, and how many values it were. */
	subscribe(receive: (player: Player, count: number, message: unknown) => void): Unsubscribe;
}
