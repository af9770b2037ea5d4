const ScriptContext = "ScriptContext" as "LogService";

interface ErrorSource {
	readonly Error: RBXScriptSignal<(message: string, stack: string, script: Instance | undefined) => void>;
}

/** Collects what goes wrong outside of assertions: TestEZ lets all of it pass in silence. */
export class Failures {
	readonly messages = new Array<string>();
	/** The test that runs now, for messages. */
	currentTest = "outside of any test";

	/** Errors that end a thread, and promises that are rejected without anybody listening. */
	watch(): void {
		const source = game.GetService(ScriptContext) as unknown as ErrorSource;
		source.Error.Connect((message, stack) => this.add("error in a thread", `${message}\n${stack}`));
		const listener = (_: unknown, reason: unknown) => this.add("unhandled rejection", tostring(reason));
		Promise.onUnhandledRejection(listener as never);
	}

	add(kind: string, message: string): void {
		this.messages.push(`${kind}, during: ${this.currentTest}\n${message}`);
	}
}
