import { PlayersPort } from "../cloud/ports";
import type { SessionEnd } from "./session-results";

/** What happens to a player whose document was open when its session ends in this way while they are still here. */
export type SessionEndPolicy = (userId: number, ending: SessionEnd) => void;

/** Nobody plays on with data that can no longer be saved here. */
export function kickWhenGone(players: PlayersPort): SessionEndPolicy {
	return (userId, ending) => {
		if (ending === "closed" || !players.isHere(userId)) return;
		players.kick(userId, `Your data ${WHY[ending]}. Please join again.`);
	};
}

const WHY: Readonly<Record<Exclude<SessionEnd, "closed">, string>> = {
	lost: "was taken over by another server",
	handedOver: "was opened on another server",
	rolledBack: "could not be saved with that of another player and is as it was before",
};
