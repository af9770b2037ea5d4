import { fail, succeed } from "../../shared/result";
import { CloudPorts, DataStorePort, StoreTransform } from "./ports";
import { classifyStoreError } from "./store-errors";

type Written = LuaTuple<[value: object | undefined, userIds?: Array<number>]>;

/** As much of a DataStore as Holdfast calls: the engine's own fits, and so does the simulated cloud's. */
export interface DataStoreLike {
	UpdateAsync(key: string, transform: (stored: unknown) => Written): unknown;
}

/** As much of DataStoreService as Holdfast calls. */
export interface DataStoreServiceLike {
	GetDataStore(name: string): DataStoreLike;
}

/** Services to use instead of the engine's own: the simulated cloud's, in tests. */
export interface RobloxCloudOptions {
	readonly dataStoreService?: DataStoreServiceLike;
}

function createStores(service: DataStoreServiceLike): DataStorePort {
	return {
		update(store, key, transform: StoreTransform) {
			const transformed = (stored: unknown): Written => {
				const write = transform(stored);
				if (write === undefined) return $tuple(undefined);
				return $tuple(write.value, [...write.userIds]);
			};
			const [ok, problem] = pcall(() => service.GetDataStore(store).UpdateAsync(key, transformed));
			return ok ? succeed(undefined) : fail(classifyStoreError(problem));
		},
	};
}

/** Holdfast's ports on the real engine. The only file that calls GetService; nothing happens before it is called. */
export function createRobloxCloud(options: RobloxCloudOptions = {}): CloudPorts {
	const players = game.GetService("Players");
	const http = game.GetService("HttpService");
	return {
		stores: createStores(options.dataStoreService ?? game.GetService("DataStoreService")),
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
	};
}
