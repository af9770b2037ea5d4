import { CloudPorts } from "./ports";
import { createMemory, MemoryStoreServiceLike } from "./roblox-memory";
import { createMessages, MessagingServiceLike } from "./roblox-messages";
import { createStores, DataStoreServiceLike } from "./roblox-stores";

/** Services to use instead of the engine's own: the simulated cloud's, in tests. */
export interface RobloxCloudOptions {
	readonly dataStoreService?: DataStoreServiceLike;
	readonly memoryStoreService?: MemoryStoreServiceLike;
	readonly messagingService?: MessagingServiceLike;
	/**
	 * Servers that share a MemoryStore. Default: `studio` in Studio, else `live`; give test places that share the game's
	 * DataStores, and not its MemoryStore, a realm of their own.
	 */
	readonly realm?: string;
}

/** Holdfast's ports on the real engine. The only file that calls GetService; nothing happens before it is called. */
export function createRobloxCloud(options: RobloxCloudOptions = {}): CloudPorts {
	const players = game.GetService("Players");
	const http = game.GetService("HttpService");
	return {
		stores: createStores(options.dataStoreService ?? game.GetService("DataStoreService")),
		memory: createMemory(() => options.memoryStoreService ?? game.GetService("MemoryStoreService")),
		messages: createMessages(() => options.messagingService ?? game.GetService("MessagingService")),
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
		placeId: game.PlaceId,
		realm: options.realm ?? (game.GetService("RunService").IsStudio() ? "studio" : "live"),
	};
}
