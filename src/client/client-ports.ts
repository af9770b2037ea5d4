import type { Unsubscribe } from "../shared/emitter";

/** How a client reaches its server, and its time. */
export interface ClientPorts {
	readonly remote: ClientRemote;
	readonly frames: FramePort;
	/** Of the player whose client this is. */
	readonly userId: number;
}

/** The client's side of one reliable, ordered connection. */
export interface ClientRemote {
	send(message: string): void;
	/** Calls back with whatever the server sends. */
	subscribe(receive: (message: unknown) => void): Unsubscribe;
}

/** When frames end. */
export interface FramePort {
	/** Seconds that only go up. */
	now(): number;
	subscribe(frame: () => void): Unsubscribe;
}
