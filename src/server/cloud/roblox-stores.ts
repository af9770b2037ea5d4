import { fail, Result, succeed } from "../../shared/result";
import { DataStorePort, StoreFailure, StoreTransform } from "./ports";
import { classifyStoreError } from "./store-errors";
import { TransformGuard } from "./transform-guard";

type Written = LuaTuple<[value: object | undefined, userIds?: Array<number>]>;
type KeyPage = { readonly keys: ReadonlyArray<string>; readonly cursor?: string };
type RequestType = Enum.DataStoreRequestType;

/** As much of a DataStoreKeyInfo as Holdfast reads. */
export interface KeyInfoLike {
	GetUserIds(): Array<number>;
}

/** Pages of a listing of keys, as far as Holdfast turns them. */
export interface KeyPagesLike {
	readonly IsFinished: boolean;
	readonly Cursor: string;
	GetCurrentPage(): ReadonlyArray<unknown>;
}

/** As much of a DataStore as Holdfast calls: the engine's own fits, and so does the simulated cloud's. */
export interface DataStoreLike {
	UpdateAsync(key: string, transform: (stored: unknown, info: KeyInfoLike | undefined) => Written): unknown;
	GetAsync(key: string, options?: DataStoreGetOptions): LuaTuple<[value: unknown, info: unknown]>;
	ListKeysAsync(prefix?: string, pageSize?: number, cursor?: string, excludeDeleted?: boolean): KeyPagesLike;
}

/** As much of DataStoreService as Holdfast calls. */
export interface DataStoreServiceLike {
	GetDataStore(name: string): DataStoreLike;
	GetRequestBudgetForRequestType(requestType: RequestType): number;
}

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
		const [ok, answer] = pcall((): KeyPage => {
			const pages = this.service.GetDataStore(store).ListKeysAsync(prefix, pageSize, cursor, true);
			const items = pages.GetCurrentPage() as ReadonlyArray<{ readonly KeyName: string }>;
			const keys = items.map((item) => item.KeyName);
			return { keys, cursor: pages.IsFinished || pages.Cursor === "" ? undefined : pages.Cursor };
		});
		return ok ? succeed(answer as KeyPage) : fail(classifyStoreError(answer));
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

	/** Undefined where the engine, or what stands for it, does not know such a budget: even naming its type throws then. */
	private budgetOf(requestType: () => RequestType): number | undefined {
		const [ok, budget] = pcall(() => this.service.GetRequestBudgetForRequestType(requestType()));
		return ok && typeIs(budget, "number") ? budget : undefined;
	}
}
