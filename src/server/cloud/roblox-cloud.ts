import { CloudPorts, STUDIO_REALM } from "./ports";
import { hashText } from "./roblox-hash";
import { MemoryStoreServiceLike, RobloxMemory } from "./roblox-memory";
import { MessagingServiceLike, RobloxMessages } from "./roblox-messages";
import { DataStoreServiceLike, RobloxStores } from "./roblox-stores";

/** Services to use instead of the engine's own (the simulated cloud's, in tests), and what the engine cannot know. */
export interface RobloxCloudOptions {
	readonly dataStoreService?: DataStoreServiceLike;
	readonly memoryStoreService?: MemoryStoreServiceLike;
	readonly messagingService?: MessagingServiceLike;
	/**
	 * Servers of different realms never take each other for dead. Default: `"studio"` in Studio, else `"live"`. Give a
	 * private test place of the same experience a name of its own if its servers must be kept apart from the game's.
	 */
	readonly realm?: string;
}

/** Holdfast's ports on the real engine. The only file that calls GetService; nothing happens before it is called. */
export function createRobloxCloud(options: RobloxCloudOptions = {}): CloudPorts {
	const players = game.GetService("Players");
	const http = game.GetService("HttpService");
	const encoding = game.GetService("EncodingService");
	return {
		stores: new RobloxStores(options.dataStoreService ?? game.GetService("DataStoreService")),
		memory: new RobloxMemory(options.memoryStoreService ?? game.GetService("MemoryStoreService")),
		messages: new RobloxMessages(options.messagingService ?? game.GetService("MessagingService")),
		clock: {
			now() {
				return os.clock();
			},
			unixSeconds() {
				return os.time();
			},
		},
		players: {
			isHere(userId) {
				return players.GetPlayerByUserId(userId) !== undefined;
			},
			count() {
				return players.GetPlayers().size();
			},
			kick(userId, message) {
				players.GetPlayerByUserId(userId)?.Kick(message);
			},
			onLeaving(listener) {
				const connection = players.PlayerRemoving.Connect((player) => listener(player.UserId));
				return () => connection.Disconnect();
			},
		},
		lifecycle: {
			onClose(callback) {
				game.BindToClose(callback);
			},
		},
		createId() {
			return http.GenerateGUID(false);
		},
		hash: (text) => hashText(encoding, text),
		placeId: game.PlaceId,
		realm: options.realm ?? (game.GetService("RunService").IsStudio() ? STUDIO_REALM : "live"),
	};
}
