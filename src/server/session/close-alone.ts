import type { Session } from "./session";

/** Nobody waits for it; what goes wrong is told by the manager's `failed`, and the session goes on trying. */
export function closeAlone(session: Session<object>): void {
	task.spawn(() => session.close().expect());
}
