import { fail, Result, succeed } from "../../shared/result";
import { DataStorePort, KeyPage, StoreFailure, StoreTransform, StoreVersion } from "./ports";
import { classifyStoreError } from "./store-errors";
import { TransformGuard } from "./transform-guard";

type Written = LuaTuple<[value: object | undefined, userIds?: Array<number>]>;
type RequestType = Enum.DataStoreRequestType;

/** As much of a DataStoreKeyInfo as Holdfast reads. */
export interface KeyInfoLike {
	GetUserIds(): Array<number>;
}

/** As much of the engine's Pages as Holdfast calls. */
export interface PagesLike {
	readonly IsFinished: boolean;
	GetCurrentPage(): ReadonlyArray<unknown>;
	AdvanceToNextPageAsync(): void;
}

/** Pages that can be gone on with later. */
export interface KeyPagesLike extends PagesLike {
	readonly Cursor: string;
}

/** As much of a DataStore as Holdfast calls: the engine's own fits, and so does the simulated cloud's. */
export interface DataStoreLike {
	UpdateAsync(key: string, transform: (stored: unknown, info: KeyInfoLike | undefined) => Written): unknown;
	GetAsync(key: string, options?: DataStoreGetOptions): LuaTuple<[value: unknown, info: unknown]>;
	GetVersionAsync(key: string, version: string): LuaTuple<[value: unknown, info: unknown]>;
	ListKeysAsync(prefix?: string, pageSize?: number, cursor?: string, excludeDeleted?: boolean): KeyPagesLike;
	ListVersionsAsync(
		key: string,
		sortDirection?: Enum.SortDirection,
		minDate?: number,
		maxDate?: number,
		pageSize?: number,
	): PagesLike;
	RemoveAsync(key: string): LuaTuple<[value: unknown, info: unknown]>;
}

/** As much of DataStoreService as Holdfast calls. */
export interface DataStoreServiceLike {
	GetDataStore(name: string): DataStoreLike;
	GetRequestBudgetForRequestType(requestType: RequestType): number;
}

const VERSIONS_PER_PAGE = 100;
const VERSION_PAGES_MAX = 10;
const MILLISECONDS = 1000;

/** DataStores of the engine, or of what looks like it. */
export class RobloxStores implements DataStorePort {
	private readonly stores = new Map<string, DataStoreLike>();

	constructor(private readonly service: DataStoreServiceLike) {}

	update(store: string, key: string, transform: StoreTransform): Result<void, StoreFailure> {
		const guard = new TransformGuard(transform);
		// There is no key info where there is no value.
		const transformed = (stored: unknown, info: KeyInfoLike | undefined): Written => {
			const write = guard.run(stored, info?.GetUserIds() ?? []);
			if (write === undefined) return $tuple(undefined);
			// The engine may keep the list, and ours is not to be changed.
			return $tuple(write.value, [...write.userIds]);
		};
		// All it needs is handed in: a function that keeps nothing is made once.
		const [ok, problem] = pcall(
			(stores: RobloxStores, name: string, ofKey: string, send: typeof transformed) =>
				stores.storeNamed(name).UpdateAsync(ofKey, send),
			this as RobloxStores,
			store,
			key,
			transformed,
		);
		const mishap = guard.failure();
		if (mishap !== undefined) return fail(mishap);
		return ok ? succeed(undefined) : fail(classifyStoreError(problem));
	}

	read(store: string, key: string): Result<unknown, StoreFailure> {
		const [ok, answer] = pcall(() => {
			const options = new Instance("DataStoreGetOptions");
			options.UseCache = false;
			const [value] = this.storeNamed(store).GetAsync(key, options);
			return value;
		});
		return ok ? succeed(answer) : fail(classifyStoreError(answer));
	}

	listKeys(store: string, prefix: string, cursor: string | undefined, pageSize: number): Result<KeyPage, StoreFailure> {
		return this.attempt(() => {
			const pages = this.storeNamed(store).ListKeysAsync(prefix, pageSize, cursor, true);
			const keys = (pages.GetCurrentPage() as ReadonlyArray<{ KeyName: string }>).map((key) => key.KeyName);
			return { keys, cursor: pages.IsFinished || pages.Cursor === "" ? undefined : pages.Cursor };
		});
	}

	listVersions(
		store: string,
		key: string,
		{ from = 0, to = 0 }: { readonly from?: number; readonly to?: number },
	): Result<ReadonlyArray<StoreVersion>, StoreFailure> {
		return this.attempt(() => {
			const [earliest, latest] = [math.floor(from * MILLISECONDS), math.ceil(to * MILLISECONDS)];
			const newestFirst = Enum.SortDirection.Descending;
			const pages = this.storeNamed(store).ListVersionsAsync(key, newestFirst, earliest, latest, VERSIONS_PER_PAGE);
			const found = new Array<StoreVersion>();
			for (let page = 1; ; page += 1) {
				for (const item of pages.GetCurrentPage() as ReadonlyArray<DataStoreObjectVersionInfo>) {
					found.push({ version: item.Version, at: item.CreatedTime / MILLISECONDS, deleted: item.IsDeleted });
				}
				if (pages.IsFinished || page >= VERSION_PAGES_MAX) return found;
				pages.AdvanceToNextPageAsync();
			}
		});
	}

	readVersion(store: string, key: string, version: string): Result<unknown, StoreFailure> {
		return this.attempt(() => this.storeNamed(store).GetVersionAsync(key, version)[0]);
	}

	remove(store: string, key: string): Result<void, StoreFailure> {
		return this.attempt(() => {
			this.storeNamed(store).RemoveAsync(key);
		});
	}

	updateBudget(): number {
		const reads = this.budgetOf(() => Enum.DataStoreRequestType.StandardRead);
		const writes = this.budgetOf(() => Enum.DataStoreRequestType.StandardWrite);
		if (reads !== undefined && writes !== undefined) return math.min(reads, writes);
		return this.budgetOf(() => Enum.DataStoreRequestType.UpdateAsync) ?? math.huge;
	}

	readBudget(): number {
		return (
			this.budgetOf(() => Enum.DataStoreRequestType.StandardRead) ??
			this.budgetOf(() => Enum.DataStoreRequestType.GetAsync) ??
			math.huge
		);
	}

	/** The engine makes an object of it each time. */
	private storeNamed(name: string): DataStoreLike {
		const known = this.stores.get(name);
		if (known !== undefined) return known;
		const store = this.service.GetDataStore(name);
		this.stores.set(name, store);
		return store;
	}

	private attempt<T>(request: () => T): Result<T, StoreFailure> {
		const [ok, answer] = pcall(request);
		return ok ? succeed(answer as T) : fail(classifyStoreError(answer));
	}

	/** Undefined where the engine, or what stands for it, does not know such a budget: even naming its type throws then. */
	private budgetOf(requestType: () => RequestType): number | undefined {
		const [ok, budget] = pcall(() => this.service.GetRequestBudgetForRequestType(requestType()));
		return ok && typeIs(budget, "number") ? budget : undefined;
	}
}
