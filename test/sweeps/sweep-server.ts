import type * as Holdfast from "../../src";
import type * as HoldfastServer from "../../src/server";
import type { LogEvent } from "../../src/shared/log";
import type { Server } from "../headless/universe/server";
import { relicOf, START_COINS, SweepData } from "./checkers/checker";
import { loadModule } from "./find-module";
import type { SweepPlan } from "./sweep-plan";

/** What players buy. */
export const PRODUCT = 1;

export type SweepSession = HoldfastServer.Session<SweepData>;

/** As much of a DataStore as a careless script uses. */
export interface RawStore {
	UpdateAsync(key: string, transform: (stored: unknown) => unknown): unknown;
}

/** Every state of a document that some session had. */
function isWhole({ total, seen }: SweepData): boolean {
	let sum = 0;
	for (const [, count] of pairs(seen)) sum += count;
	return sum === total;
}

/** What the newer code adds; the older may go on with it. */
const ADDS_GRADE = {
	from: 1,
	to: 2,
	readableFrom: 1,
	up: (data: SweepData) => {
		data.grade = 0;
	},
};

/** A game server that runs the library as a game would, driven from outside. */
export class SweepServer {
	readonly manager: HoldfastServer.DataManager<SweepData>;
	/** Its name in the locks it takes. */
	readonly owner: string;
	/** It ended before everything was calm. */
	endedUnderFire = false;
	/** How long it has stood still in all. */
	frozenSeconds = 0;
	readonly collection: HoldfastServer.Collection<SweepData>;
	readonly gift: HoldfastServer.MessageKind<{ mark: string }>;
	/** Of documents that are damaged. */
	readonly fragile: HoldfastServer.Collection<{ total: number }>;

	constructor(
		readonly server: Server,
		plan: SweepPlan,
		version: 1 | 2,
		filler: () => string,
		log: (event: LogEvent) => void,
	) {
		const holdfast = loadModule<typeof HoldfastServer>(server, "ReplicatedStorage", "holdfast", "server");
		const { s } = loadModule<typeof Holdfast>(server, "ReplicatedStorage", "holdfast");
		this.gift = holdfast.defineMessage("gift", s.object({ mark: s.string() }));
		const fields = {
			total: s.integer({ min: 0 }),
			seen: s.record(s.integer({ min: 0 })),
			filler: s.string(),
			bought: s.record(s.integer()).optional(),
			coins: s.integer({ min: 0 }),
			items: s.record(s.string()),
			trades: s.record(s.integer()),
			gifts: s.record(s.integer()).optional(),
		};
		const shape = version === 2 ? s.object({ ...fields, grade: s.integer() }) : s.object(fields);
		const schema = shape.refine({ name: "sum", check: isWhole });
		this.collection = holdfast.defineCollection<SweepData>({
			name: "Sweep",
			schema: schema as never,
			defaults: (key) => ({
				total: 0,
				seen: {},
				filler: filler(),
				coins: START_COINS,
				items: { [relicOf(key)]: key },
				grade: version === 2 ? 0 : undefined,
				trades: {},
			}),
			inbox: (on) => [
				on(this.gift, (draft, { mark }) => {
					draft.gifts ??= {};
					draft.gifts[mark] = (draft.gifts[mark] ?? 0) + 1;
				}),
			],
			backups: plan.backupEvery !== undefined ? { every: plan.backupEvery } : "off",
			migrations: version === 2 ? { initial: 1, steps: [ADDS_GRADE] } : undefined,
		});
		this.fragile = holdfast.defineCollection<{ total: number }>({
			name: "Fragile",
			schema: s.object({ total: s.integer({ min: 0 }).default(0) }),
			onInvalid: "recover",
			backups: { every: "save" },
		});
		let manager: HoldfastServer.DataManager<SweepData> | undefined;
		// Inside the server, so that it finds that server's services.
		server.realm.spawn(() => {
			const [cloud, players] = [holdfast.createRobloxCloud(), this.collection];
			manager = new holdfast.DataManager<SweepData>({ cloud, players, config: plan.config, log });
			manager.start();
			this.sell(manager);
		});
		this.manager = manager!;
		this.owner = (manager as unknown as { parts: { owner: string } }).parts.owner;
	}

	private sell(manager: HoldfastServer.DataManager<SweepData>): void {
		const { processReceipt } = manager.receipts.handler({
			[PRODUCT]: (draft, { PurchaseId }) => {
				draft.bought ??= {};
				draft.bought[PurchaseId] = (draft.bought[PurchaseId] ?? 0) + 1;
			},
		});
		const place = this.server.scripts.globals.game as DataModel;
		place.GetService("MarketplaceService").ProcessReceipt = processReceipt;
	}

	/** Nothing more is going to happen to it; what has ended by now did so under fire. */
	calmDown(): void {
		this.endedUnderFire = !this.isRunning();
		this.server.realm.onResumption = undefined;
		this.server.realm.frozenUntil = 0;
	}

	/** Lets the machine stand still; what is asked of it takes as much longer. */
	freeze(seconds: number): void {
		this.frozenSeconds += seconds;
		this.server.freeze(seconds);
	}

	/** Whether any script of this server could update something now without waiting in the platform's queue. */
	hasBudget(): boolean {
		const service = this.server.dataStoreService as { GetRequestBudgetForRequestType(name: string): number };
		return service.GetRequestBudgetForRequestType("UpdateAsync") > 0;
	}

	/** A DataStore as any script of this server has it. */
	rawStore(name: string): RawStore {
		return (this.server.dataStoreService as unknown as { GetDataStore(name: string): RawStore }).GetDataStore(name);
	}

	isRunning(): boolean {
		return this.server.state === "running";
	}

	/** Runs in a thread of the server; what it waits for happens when the universe runs. */
	inside(body: () => void): void {
		this.server.realm.spawn(body);
	}
}
