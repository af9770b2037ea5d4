/** One run of a script, from its start until it is disabled or destroyed: what belongs to it ends with it. */
export class ScriptRun {
	stopped = false;
	readonly connections = new Set<{ disconnect(): void }>();

	stop(): void {
		this.stopped = true;
		for (const connection of [...this.connections]) connection.disconnect();
	}
}
