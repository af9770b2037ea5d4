import { checkPageSize, cursorAfter, nameBefore } from "./page-options";
import { openPages, Page, pageOf, SimulatedPages } from "./pages";
import { sendRead } from "./request";
import { StoreContext } from "./store-context";

const PAGE_SIZE_DEFAULT = 32;

/** The engine's DataStoreInfo. */
export interface SimulatedDataStoreInfo {
	readonly DataStoreName: string;
	/** Unix milliseconds of the first write. */
	readonly CreatedTime: number;
	/** Unix milliseconds of the last write. */
	readonly UpdatedTime: number;
}

/**
 * ListDataStoresAsync: the stores that hold at least one object, by name; a tombstone that has not been purged is one, as
 * ListKeysAsync lists it too. The store of GetGlobalDataStore has no name and is not listed (platform.md 1).
 */
export function listDataStores(
	context: StoreContext,
	prefix = "",
	pageSize?: number,
	start?: string,
): SimulatedPages<SimulatedDataStoreInfo> {
	const size = checkPageSize(pageSize, PAGE_SIZE_DEFAULT);
	const request = (cursor: string | undefined): Page<SimulatedDataStoreInfo> => {
		const after = nameBefore(cursor) ?? "";
		return sendRead(context, { kind: "ListDataStoresAsync" }, () =>
			pageOf(
				context.backend.listStores(prefix).filter((record) => record.name > after),
				size,
				(record) => cursorAfter(record.name),
				(record): SimulatedDataStoreInfo => ({
					DataStoreName: record.name,
					CreatedTime: record.createdTime,
					UpdatedTime: record.updatedTime,
				}),
			),
		);
	};
	return openPages(request, start);
}
