/** A subscription as the game holds it: the surface of the engine's RBXScriptConnection. */
export class MessageConnection {
	/** False once it is disconnected. */
	Connected = true;

	constructor(private readonly unsubscribe: () => void) {}

	/** Ends the subscription at once, also for messages that are under way. */
	Disconnect(): void {
		if (!this.Connected) return;
		this.Connected = false;
		this.unsubscribe();
	}
}
