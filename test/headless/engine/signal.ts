import type { Realm } from "./realm";
import type { ScriptRun } from "./script-run";
import * as threads from "./threads";
import { createUserdata, HostObject, typeOfValue } from "./userdata";

class Connection implements HostObject {
	readonly typeName = "RBXScriptConnection";
	connected = true;
	readonly proxy: object;

	constructor(
		private readonly signal: Signal,
		readonly handler: Callback | thread,
		readonly once: boolean,
		/** The script that connected. */
		readonly owner: ScriptRun | undefined,
	) {
		this.proxy = createUserdata(this);
		owner?.connections.add(this);
	}

	disconnect(): void {
		if (!this.connected) return;
		this.release();
		this.signal.remove(this);
	}

	/** Cut from its end: the signal itself has forgotten it, or is about to. */
	release(): void {
		this.connected = false;
		this.owner?.connections.delete(this);
	}

	index(key: unknown): unknown {
		if (key === "Connected") return this.connected;
		if (key === "Disconnect" || key === "disconnect") return () => this.disconnect();
		return error(`${tostring(key)} is not a valid member of RBXScriptConnection`, 0);
	}

	assign(key: unknown): void {
		error(`${tostring(key)} cannot be assigned to`, 0);
	}

	text(): string {
		return "Connection";
	}
}

/**
 * An event of the engine in one realm. Handlers run in a thread of their own: at once under immediate signal
 * behaviour, at the end of the current resumption under deferred.
 */
export class Signal implements HostObject {
	readonly typeName = "RBXScriptSignal";
	readonly proxy: object;
	private connections = new Array<Connection>();

	constructor(
		private readonly realm: Realm,
		private readonly name: string,
		/** Told how many listen, after each change: for events that only happen while somebody does. */
		private readonly listenersChanged?: (count: number) => void,
	) {
		this.proxy = createUserdata(this);
	}

	listenerCount(): number {
		return this.connections.size();
	}

	connect(handler: Callback | thread, once: boolean): Connection {
		const connection = new Connection(this, handler, once, this.realm.owner);
		// A fresh list and not a push: a fire that is under way keeps walking the one it began with.
		this.connections = [...this.connections, connection];
		this.listenersChanged?.(this.connections.size());
		return connection;
	}

	remove(connection: Connection): void {
		this.connections = this.connections.filter((other) => other !== connection);
		this.listenersChanged?.(this.connections.size());
	}

	fire(...values: Array<unknown>): void {
		this.firePacked(threads.pack(...values));
	}

	/** `copyFor` gives each listener values of its own. */
	firePacked(values: threads.Packed, copyFor?: (values: threads.Packed) => threads.Packed): void {
		for (const connection of this.connections) {
			const given = copyFor !== undefined ? copyFor(values) : values;
			if (this.realm.deferredSignals) {
				this.realm.deferHandler(this.name, () => this.invoke(connection, given));
			} else {
				this.invoke(connection, given);
			}
		}
	}

	disconnectAll(): void {
		for (const connection of this.connections) connection.release();
		this.connections = [];
		this.listenersChanged?.(0);
	}

	index(key: unknown): unknown {
		this.realm.countCall();
		if (key === "Connect" || key === "connect" || key === "ConnectParallel") {
			return (_: unknown, handler: unknown) => this.connect(this.checked(handler, "Connect"), false).proxy;
		}
		if (key === "Once") {
			return (_: unknown, handler: unknown) => this.connect(this.checked(handler, "Once"), true).proxy;
		}
		if (key === "Wait" || key === "wait") {
			return () => {
				this.connect(coroutine.running(), true);
				return coroutine.yield() as unknown;
			};
		}
		return error(`${tostring(key)} is not a valid member of RBXScriptSignal`, 0);
	}

	assign(key: unknown): void {
		error(`${tostring(key)} cannot be assigned to`, 0);
	}

	text(): string {
		return `Signal ${this.name}`;
	}

	private invoke(connection: Connection, values: threads.Packed): void {
		if (!connection.connected) return;
		if (connection.once) connection.disconnect();
		if (typeIs(connection.handler, "function")) {
			this.realm.spawnFor(connection.owner, connection.handler, values);
		} else {
			this.realm.resume(connection.handler as thread, values);
		}
	}

	private checked(handler: unknown, method: string): Callback {
		if (!typeIs(handler, "function")) {
			error(`Attempt to ${method} failed: Passed value is not a function (got ${typeOfValue(handler)})`, 0);
		}
		return handler as Callback;
	}
}
