import type { PlaceNode } from "../headless/host/control-api";
import type { Native } from "../headless/host/native";
import { ITEM_COUNT } from "./client/bench-document";
import { HoldfastClientSide, HoldfastSide } from "./client/holdfast-way";
import { createLoopback } from "./client/loopback";
import { medianOf } from "./client/median";
import { Stage, USER_ID } from "./client/stage";
import { fastNative } from "./sessions/fast-native";

export const PENDING = [0, 1, 8, 32] as const;
export type GuessKind = "earn" | "buyItem";

/** Microseconds from a message of the server to the view made of it. */
export interface RebaseFigures {
	readonly pending: number;
	/** With listeners told. */
	readonly p50: number;
	readonly best: number;
}

/** A change of a number comes from the server while so many guesses are unanswered. */
export function benchRebase(
	native: Native,
	place: PlaceNode,
	kind: GuessKind,
	pending: number,
	times: number,
): RebaseFigures {
	const stage = new Stage(fastNative(native), place);
	const loop = createLoopback(() => stage.universe.scheduler.now);
	const server = new HoldfastSide(stage, loop.serverPorts);
	const seconds = new Array<number>();
	stage.on(stage.server, () => {
		const player = { UserId: USER_ID } as Player;
		const client = new HoldfastClientSide(stage, stage.server, loop.clientPorts);
		const deliverAll = () => {
			for (const message of loop.mail) loop.deliver(message);
			loop.mail.clear();
		};
		server.show(player);
		loop.greet(player);
		loop.serverFrame();
		deliverAll();
		for (let index = 0; index < pending; index += 1) {
			if (kind === "earn") client.state.mutate.earn(1);
			else client.state.mutate.buyItem("sword");
		}
		let told = 0;
		client.state.subscribe(() => (told += 1));
		for (let index = 0; index < times; index += 1) {
			server.setCoins(2000 + index);
			loop.serverFrame();
			const began = native.realClock();
			deliverAll();
			seconds.push(native.realClock() - began);
		}
		const items = client.read()?.inventory.size();
		if (told !== times || items !== ITEM_COUNT + (kind === "buyItem" ? pending : 0)) {
			error(`${told} of ${times} changes were seen, with ${items} items`);
		}
	});
	return {
		pending,
		p50: medianOf(seconds) * 1e6,
		best: seconds.reduce((least, value) => math.min(least, value)) * 1e6,
	};
}
