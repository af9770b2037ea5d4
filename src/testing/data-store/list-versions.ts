import { Entry } from "./entry";
import { KeyAddress } from "./key-address";
import { checkPageSize, cursorAfter, nameBefore } from "./page-options";
import { openPages, Page, pageOf, SimulatedPages } from "./pages";
import { sendRead } from "./request";
import { StoreContext } from "./store-context";

const PAGE_SIZE_DEFAULT = 1024;

/** The engine's DataStoreObjectVersionInfo. */
export interface SimulatedVersionInfo {
	readonly Version: string;
	/** Unix milliseconds of the write that made this version. */
	readonly CreatedTime: number;
	/** True for a tombstone. */
	readonly IsDeleted: boolean;
}

/** What ListVersionsAsync was asked for. */
export interface VersionListing {
	/** `Enum.SortDirection.Descending`, its name or its number; anything else is ascending. */
	readonly sortDirection?: unknown;
	/** Unix milliseconds, inclusive; 0: no bound. */
	readonly minDate?: number;
	/** Unix milliseconds, inclusive; 0: no bound. */
	readonly maxDate?: number;
	/** 0 is the platform's own default, 1024. */
	readonly pageSize?: number;
}

function show(entry: Entry): SimulatedVersionInfo {
	const { Version, UpdatedTime } = entry.info;
	return { Version, CreatedTime: UpdatedTime, IsDeleted: entry.value === undefined };
}

/** ListVersionsAsync: every version that is there, the current one too, in the order of time (platform.md 1). */
export function listVersions(
	context: StoreContext,
	address: KeyAddress,
	listing: VersionListing,
): SimulatedPages<SimulatedVersionInfo> {
	const pageSize = checkPageSize(listing.pageSize, PAGE_SIZE_DEFAULT);
	const { sortDirection } = listing;
	const descending = sortDirection === 1 || tostring(sortDirection).match("Descending$")[0] !== undefined;
	const from = listing.minDate ?? 0;
	const to = listing.maxDate === undefined || listing.maxDate === 0 ? math.huge : listing.maxDate;
	const request = (cursor: string | undefined): Page<SimulatedVersionInfo> => {
		const after = nameBefore(cursor);
		return sendRead(context, { kind: "ListVersionsAsync", address }, () => {
			const entries = context.backend.versions(address).filter(({ info }) => {
				// Ids are in the order of time as text too.
				const shown = after === undefined || (descending ? info.Version < after : info.Version > after);
				return shown && info.UpdatedTime >= from && info.UpdatedTime <= to;
			});
			entries.sort((a, b) => a.counter < b.counter === !descending && a.counter !== b.counter);
			return pageOf(entries, pageSize, (entry) => cursorAfter(entry.info.Version), show);
		});
	};
	return openPages(request);
}
