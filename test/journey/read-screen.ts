import type { Client } from "../headless/universe/client";
import type { Belongings } from "./game-rules";

/** What a player's screen says: the attributes that the game's client script sets. */
export function readScreen(client: Client): Belongings {
	const attributes = client.localPlayer().attributes;
	const items = new Map<string, number>();
	for (const part of ((attributes.get("Items") ?? "") as string).split(", ")) {
		const [id, amount] = part.match("^(%S+) x(%d+)$");
		if (id !== undefined) items.set(id as string, tonumber(amount)!);
	}
	return { coins: attributes.get("Coins") as number, items };
}
