import { PlayersPort } from "../cloud/ports";
import { SessionEnd } from "./session";

/** What happens to a player whose document was open when its session ends in this way while they are still here. */
export type SessionEndPolicy = (userId: number, ending: SessionEnd) => void;

/** Nobody plays on with data that can no longer be saved here. */
export function kickWhenGone(players: PlayersPort): SessionEndPolicy {
	return (userId, ending) => {
		if (ending === "closed" || !players.isHere(userId)) return;
		const why = ending === "lost" ? "was taken over by another server" : "was opened on another server";
		players.kick(userId, `Your data ${why}. Please join again.`);
	};
}
