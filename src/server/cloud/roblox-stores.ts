import { fail, succeed } from "../../shared/result";
import { DataStorePort, StoreTransform } from "./ports";
import { classifyStoreError } from "./store-errors";

type Written = LuaTuple<[value: object | undefined, userIds?: Array<number>]>;

/** As much of a key info as Holdfast reads. */
export interface KeyInfoLike {
	GetUserIds(): Array<number>;
}

/** As much of a DataStore as Holdfast calls: the engine's own fits, and so does the simulated cloud's. */
export interface DataStoreLike {
	UpdateAsync(key: string, transform: (stored: unknown, info: KeyInfoLike | undefined) => Written): unknown;
	GetAsync(key: string, options?: never): LuaTuple<[value: unknown, info: unknown]>;
}

/** As much of DataStoreService as Holdfast calls. */
export interface DataStoreServiceLike {
	GetDataStore(name: string): DataStoreLike;
	GetRequestBudgetForRequestType(requestType: Enum.DataStoreRequestType): number;
}

/** The port to DataStores on the engine's service. */
export function createStores(service: DataStoreServiceLike): DataStorePort {
	const { StandardRead, StandardWrite } = Enum.DataStoreRequestType as unknown as Record<
		"StandardRead" | "StandardWrite",
		Enum.DataStoreRequestType
	>;
	const uncached = new Instance("DataStoreGetOptions");
	uncached.UseCache = false;
	return {
		update(store, key, transform: StoreTransform) {
			const transformed = (stored: unknown, info: KeyInfoLike | undefined): Written => {
				const write = transform(stored, info?.GetUserIds() ?? []);
				if (write === undefined) return $tuple(undefined);
				return $tuple(write.value, [...write.userIds]);
			};
			const [ok, problem] = pcall(() => service.GetDataStore(store).UpdateAsync(key, transformed));
			return ok ? succeed(undefined) : fail(classifyStoreError(problem));
		},
		read(store, key) {
			const [ok, value] = pcall(() => {
				const [found] = service.GetDataStore(store).GetAsync(key, uncached as never);
				return found;
			});
			return ok ? succeed(value) : fail(classifyStoreError(value));
		},
		updateBudget() {
			return math.min(
				service.GetRequestBudgetForRequestType(StandardRead),
				service.GetRequestBudgetForRequestType(StandardWrite),
			);
		},
		readBudget() {
			return service.GetRequestBudgetForRequestType(StandardRead);
		},
	};
}
