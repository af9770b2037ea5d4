import type * as Holdfast from "../../src";
import type * as HoldfastServer from "../../src/server";
import type { LogEvent } from "../../src/shared/log";
import type { InstanceNode } from "../headless/engine/instances/instance-node";
import type { ScriptRunner } from "../headless/engine/script-runner";
import type { Server } from "../headless/universe/server";
import type { SweepData } from "./checkers/checker";
import { COINS, ITEMS } from "./checkers/conserved";
import type { SweepPlan } from "./sweep-plan";

/** What players buy. */
export const PRODUCT = 1;

export type SweepSession = HoldfastServer.Session<SweepData>;

/** As much of a DataStore as a careless script uses. */
export interface RawStore {
	UpdateAsync(key: string, transform: (stored: unknown) => unknown): unknown;
}

function findModule(server: Server, path: ReadonlyArray<string>): unknown {
	let node: InstanceNode | undefined = server.world.game;
	for (const name of path) node = node?.findChild(name);
	return node!.proxy;
}

/** What a document begins with: nobody else's has these names. */
function itemsOf(key: string): Record<string, number> {
	const items: Record<string, number> = {};
	for (const index of $range(1, ITEMS)) items[`${key}#${index}`] = 1;
	return items;
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
	/** Of documents that are damaged. */
	readonly fragile: HoldfastServer.Collection<{ total: number }>;

	constructor(
		readonly server: Server,
		plan: SweepPlan,
		version: 1 | 2,
		filler: () => string,
		log: (event: LogEvent) => void,
	) {
		const scripts: ScriptRunner = server.scripts;
		const holdfast = scripts.require(
			findModule(server, ["ReplicatedStorage", "holdfast", "server"]),
		) as typeof HoldfastServer;
		const { s } = scripts.require(findModule(server, ["ReplicatedStorage", "holdfast"])) as typeof Holdfast;
		const fields = {
			total: s.integer({ min: 0 }),
			seen: s.record(s.integer({ min: 0 })),
			filler: s.string(),
			bought: s.record(s.integer()).optional(),
			coins: s.integer({ min: 0 }),
			items: s.record(s.integer()),
			trades: s.record(s.integer()),
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
				grade: version === 2 ? 0 : undefined,
				coins: COINS,
				items: itemsOf(key),
				trades: {},
			}),
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
