import { Deliver } from "../messaging/messaging-server";
import { RequestPath } from "../requests/request-path";
import { MemoryBackend } from "./memory-backend";

/** What the memory stores of one server have in common. */
export interface MemoryServer {
	readonly backend: MemoryBackend;
	/** This server's way to it. */
	readonly path: RequestPath;
	/** Runs a callback on that server, in a thread of its own. */
	readonly deliver: Deliver;
}
