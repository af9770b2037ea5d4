import { misuse } from "../../shared/errors";

/** How much clients may ask for, and how it is sent to them. */
export interface PublishConfig {
	/** What a client may spend a second on mutators, whose `cost` is 1 where they do not say otherwise. */
	readonly tokensPerSecond: number;
	/** What it may have saved up. */
	readonly tokensMax: number;
	/** A longer message of a client is not read. At least 8,192: its own are up to about 7,000 bytes long. */
	readonly messageBytesMax: number;
	/** Bytes of a client that wait to be read; what comes beyond is dropped. At least 16,384, and as much for each document that is shown to it: it has up to 8,000 under way in each. */
	readonly unreadBytesMax: number;
	/** Intents of a client that are done in a frame. */
	readonly intentsPerFrame: number;
	/** Bytes of a snapshot that are sent to a client in a frame, and of changes that it has missed. */
	readonly chunkBytes: number;
	/** Changes that are kept for clients that have missed some. */
	readonly recentChanges: number;
	/** How often what clients have is compared with the document. */
	readonly hashSeconds: number;
	/** From this score of violations on, a client's messages are not read, those that have come included. */
	readonly violationsMax: number;
	/** How much of that score is forgiven in a second. */
	readonly forgivenPerSecond: number;
}

export const DEFAULT_PUBLISH_CONFIG: PublishConfig = table.freeze({
	tokensPerSecond: 20,
	tokensMax: 60,
	messageBytesMax: 8192,
	unreadBytesMax: 32768,
	intentsPerFrame: 8,
	chunkBytes: 12000,
	recentChanges: 64,
	hashSeconds: 30,
	violationsMax: 100,
	forgivenPerSecond: 1,
});

/** With less, an honest client in a hurry would be taken for a hostile one (sweep of clients, 23463). */
const LEAST = table.freeze({ messageBytesMax: 8192, unreadBytesMax: 16384 });

export function checkPublishConfig(config: Partial<PublishConfig>): PublishConfig {
	const whole = { ...DEFAULT_PUBLISH_CONFIG, ...config };
	for (const [name, value] of pairs(whole as unknown as Record<string, number>)) {
		if (!(value > 0 && value < math.huge))
			misuse("Publisher", `${name} is a finite number greater than 0, not ${value}`);
	}
	for (const [name, least] of pairs(LEAST)) {
		if (whole[name] < least) misuse("Publisher", `${name} is at least ${least}: the game's own clients send so much`);
	}
	return table.freeze(whole);
}
