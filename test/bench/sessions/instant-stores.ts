const info = {
	Version: "1",
	CreatedTime: 0,
	UpdatedTime: 0,
	GetUserIds() {
		return [];
	},
	GetMetadata() {
		return {};
	},
};

/** A DataStore that answers at once and copies nothing: what is measured on it is the library alone. */
class InstantStore {
	private readonly records = new Map<string, defined>();

	constructor(private readonly written: () => void) {}

	UpdateAsync(key: string, transform: (stored: unknown, keyInfo: unknown) => unknown) {
		const stored = this.records.get(key);
		const value = transform(stored, stored !== undefined ? info : undefined);
		if (value === undefined) return $tuple(undefined, undefined);
		this.records.set(key, value as defined);
		this.written();
		return $tuple(value, info);
	}

	GetAsync(key: string) {
		return $tuple(this.records.get(key), info);
	}
}

/** DataStoreService with such stores, as a server of the universe takes it. */
export class InstantStores {
	writes = 0;
	budgetLooks = 0;
	private readonly stores = new Map<string, InstantStore>();

	GetDataStore(name: string): InstantStore {
		const known = this.stores.get(name);
		const store = known ?? new InstantStore(() => (this.writes += 1));
		this.stores.set(name, store);
		return store;
	}

	GetRequestBudgetForRequestType(): number {
		this.budgetLooks += 1;
		return 1000;
	}
}
