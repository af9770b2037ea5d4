import type { PlaceNode } from "../headless/host/control-api";
import type { Native } from "../headless/host/native";
import { CHANGED_ITEM, NEW_ITEM } from "./client/bench-document";
import { LiveGame } from "./client/live-game";
import type { Way } from "./client/ways";

const SETTLE_SECONDS = 1;
const MINUTE_SECONDS = 60;

/** Bytes over the remotes of one player, by the stand-in's model of the engine's encoding, headers of events included. */
export interface ByteFigures {
	readonly snapshot: number;
	readonly number: number;
	readonly field: number;
	readonly insert: number;
	/** To the server. */
	readonly intent: number;
	/** Within a minute in which nothing changes any more. */
	readonly minute: number;
}

/** What each of the workload's changes takes, over real remotes. */
export function benchBytes(native: Native, place: PlaceNode, way: Way): ByteFigures {
	const live = new LiveGame(native, place, way);
	const { stage, server, client } = live;
	const measured = (side: "client" | "server", act: () => void, seconds = SETTLE_SECONDS) => {
		const before = stage.traffic(side).bytes;
		act();
		stage.runFor(seconds);
		return stage.traffic(side).bytes - before;
	};
	const changed = (act: () => void) => measured("client", () => live.onServer(act));
	live.show();
	const snapshot = stage.traffic("client").bytes;
	const number = changed(() => server.setCoins(1001));
	const field = changed(() => server.setAmount(CHANGED_ITEM - 1, 5));
	const insert = changed(() => server.addAtHead(NEW_ITEM));
	const seen = client.read()!;
	const isThere = seen.coins === 1001 && seen.inventory[CHANGED_ITEM].amount === 5;
	if (!isThere || seen.inventory[0].id !== NEW_ITEM.id) error(`${way}: the client does not see what was changed`);
	const intent = measured("server", () => live.onClient(() => client.buy("sword")));
	if (client.read()!.inventory[0].id !== "sword") error(`${way}: nothing was bought`);
	const minute = measured("client", () => {}, MINUTE_SECONDS + SETTLE_SECONDS);
	return { snapshot, number, field, insert, intent, minute };
}
