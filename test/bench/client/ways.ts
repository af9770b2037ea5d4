import type { BenchDocument, BenchItem } from "./bench-document";

/** How a server's document gets to its players, in the order of the tables' columns. */
export const WAYS = ["Holdfast", "Reflex", "whole table", "remote a field"] as const;

export type Way = (typeof WAYS)[number];

/** A value for each way. */
export type ByWay<T> = Record<Way, T>;

export function forEachWay<T>(measure: (way: Way) => T): ByWay<T> {
	const results: Partial<ByWay<T>> = {};
	for (const way of WAYS) results[way] = measure(way);
	return results as ByWay<T>;
}

/** The server's side of a way, with one document. What is called here is what a game would call. */
export interface ServerSide {
	/** The document begins to be shown to a player. */
	show(player: Player): void;
	setCoins(value: number): void;
	/** The index is from 0 on. */
	setAmount(index: number, amount: number): void;
	addAtHead(item: BenchItem): void;
	/** Another amount for each of the items, by the way's own best means for so many at once. */
	setEveryAmount(amount: number): void;
	/** What is done at the end of a frame. Where the engine's heartbeat is connected, nobody else has to call it. */
	frame(): void;
}

/** A client's side of a way. */
export interface ClientSide {
	/** What the player sees, undefined before anything has come. */
	read(): BenchDocument | undefined;
	/** Asks the server for an item. */
	buy(item: string): void;
}
