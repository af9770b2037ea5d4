import { ListedKey } from "./key-directory";
import { checkPageSize, cursorAfter, nameBefore } from "./page-options";
import { openPages, Page, pageOf, SimulatedPages } from "./pages";
import { sendRead } from "./request";
import { StoreContext } from "./store-context";

const PAGE_SIZE_DEFAULT = 50;
// What one request looks at when it leaves deleted keys out.
const SCANNED_MAX = 512;

/** The engine's DataStoreKey. */
export interface SimulatedKey {
	/** With `AllScopes` as `scope/key`. */
	readonly KeyName: string;
}

/** What ListKeysAsync was asked for. */
export interface KeyListing {
	readonly store: string;
	/** nil: of all scopes. */
	readonly scope: string | undefined;
	readonly prefix?: string;
	/** 0 is the platform's own default, 50. */
	readonly pageSize?: number;
	readonly cursor?: string;
	readonly excludeDeleted?: boolean;
}

function pageWithoutDeleted(rest: ReadonlyArray<ListedKey>, pageSize: number): Page<SimulatedKey> {
	const items = new Array<SimulatedKey>();
	let scanned = 0;
	while (scanned < math.min(rest.size(), SCANNED_MAX) && items.size() < pageSize) {
		const { name, history } = rest[scanned];
		if (history.current?.value !== undefined) items.push({ KeyName: name });
		scanned += 1;
	}
	return { items, cursor: scanned < rest.size() ? cursorAfter(rest[scanned - 1].name) : undefined };
}

/**
 * ListKeysAsync: keys in the order of their names, deleted ones too as long as their tombstone is there. Without them a
 * request looks at 512 keys at most, so that a page may have few items or none although more follow (platform.md 1).
 */
export function listKeys(context: StoreContext, listing: KeyListing): SimulatedPages<SimulatedKey> {
	const { store, scope, prefix = "" } = listing;
	const pageSize = checkPageSize(listing.pageSize, PAGE_SIZE_DEFAULT);
	const request = (cursor: string | undefined): Page<SimulatedKey> => {
		const after = nameBefore(cursor);
		return sendRead(context, { kind: "ListKeysAsync" }, () => {
			const keys = context.backend.listKeys(store, scope, prefix);
			const rest = after !== undefined ? keys.filter((key) => key.name > after) : keys;
			if (listing.excludeDeleted === true) return pageWithoutDeleted(rest, pageSize);
			return pageOf(
				rest,
				pageSize,
				(key) => cursorAfter(key.name),
				(key): SimulatedKey => ({ KeyName: key.name }),
			);
		});
	};
	return openPages(request, listing.cursor);
}
