import { ItemId } from "./catalog";

export interface Item {
	id: ItemId;
	amount: number;
}

/** What the game keeps of a player. */
export interface PlayerData {
	coins: number;
	inventory: Array<Item>;
}
