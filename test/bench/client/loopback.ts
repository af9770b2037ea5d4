import type { ClientPorts } from "../../../src/client";
import { writeHello } from "../../../src/protocol/client-section";
import type { PublishPorts } from "../../../src/server";
import { ByteWriter } from "../../../src/wire/byte-writer";
import { USER_ID } from "./stage";

/** A server and a client that are connected by hand: what the engine would do in between is in no figure. */
export interface Loopback {
	readonly serverPorts: PublishPorts;
	readonly clientPorts: ClientPorts;
	/** What was sent to players and not handed on yet, while `keeps` says so. */
	readonly mail: Array<buffer>;
	/** False: what is sent to players is thrown away. */
	keeps: boolean;
	/** How many messages were sent to players. */
	sent: number;
	/** Ends a frame of the server. */
	serverFrame: () => void;
	/** Hands a message to the client. */
	deliver: (message: buffer) => void;
	/** A client of that player listens, wherever it is. */
	greet: (player: Player) => void;
}

const UNHEARD = () => {};

function createHello(): string {
	const writer = new ByteWriter();
	writeHello(writer, 1);
	return buffer.tostring(writer.toBuffer());
}

function createServerPorts(loop: Loopback, clock: () => number): PublishPorts {
	return {
		remote: {
			send(_player, message) {
				loop.sent += 1;
				if (loop.keeps) loop.mail.push(message);
			},
			subscribe(receive) {
				loop.greet = (player) => receive(player, 1, createHello());
				return UNHEARD;
			},
		},
		now() {
			return clock();
		},
		onFrame(frame) {
			loop.serverFrame = frame;
			return UNHEARD;
		},
		onLeaving() {
			return UNHEARD;
		},
	};
}

/** What the client sends is thrown away, so that nothing is ever answered. */
function createClientPorts(loop: Loopback, clock: () => number): ClientPorts {
	return {
		userId: USER_ID,
		remote: {
			send() {},
			subscribe(receive) {
				loop.deliver = receive;
				return UNHEARD;
			},
		},
		frames: {
			now() {
				return clock();
			},
			subscribe() {
				return UNHEARD;
			},
		},
	};
}

/** `clock`: seconds for both sides. */
export function createLoopback(clock: () => number): Loopback {
	const loop = {
		mail: new Array<buffer>(),
		keeps: true,
		sent: 0,
		serverFrame: UNHEARD,
		deliver: UNHEARD,
		greet: UNHEARD,
	} as unknown as Loopback & { serverPorts: PublishPorts; clientPorts: ClientPorts };
	loop.serverPorts = createServerPorts(loop, clock);
	loop.clientPorts = createClientPorts(loop, clock);
	return loop;
}
