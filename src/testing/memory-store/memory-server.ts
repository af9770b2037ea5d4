import { RequestPath } from "../requests/request-path";
import { MemoryBackend } from "./memory-backend";

/** What the memory stores of one server have in common. */
export interface MemoryServer {
	readonly backend: MemoryBackend;
	/** This server's way to it. */
	readonly path: RequestPath;
}
