/** Handling every error kind: what to do about each is in error-advice.ts; here they happen for real. */
import { ErrorKind, HoldfastError, Result, s, ServiceLocator } from "@rbxts/holdfast";
import {
	cloudToken,
	createRobloxCloud,
	DataManager,
	DataManagerConfig,
	dataManagerToken,
	DataMigration,
	DataValidator,
	defineCollection,
	registerServer,
	TransactOutcome,
} from "@rbxts/holdfast/out/server";
import { createSimulatedCloud, SimulatedCloud } from "@rbxts/holdfast/out/testing";

import { check, valueOf } from "../check";
import { Advice, adviceFor } from "../error-advice";

type Failing = Result<unknown, HoldfastError>;

const WALLET = s.object({ coins: s.integer({ min: 0 }).default(0), notes: s.array(s.string()) });
const wallets = () => defineCollection({ name: "Wallets", schema: WALLET });

/** A server of its own on the simulated cloud, where everything that can go wrong may do so. */
function startServer(cloud: SimulatedCloud, config: Partial<DataManagerConfig> = {}) {
	const { DataStoreService, MemoryStoreService, MessagingService } = cloud.connect();
	const locator = new ServiceLocator();
	locator.register(cloudToken, {
		factory: () =>
			createRobloxCloud({
				dataStoreService: DataStoreService,
				memoryStoreService: MemoryStoreService,
				messagingService: MessagingService,
			}),
	});
	registerServer(locator, { config, players: wallets() as never });
	locator.start().expect();
	return { manager: locator.resolve(dataManagerToken), DataStoreService };
}

/** What happened so far. */
class Experience {
	readonly kinds = new Set<ErrorKind>();
	readonly advice = new Map<Advice, number>();

	expect(kind: ErrorKind, result: Failing): void {
		check(!result.ok, `${kind} is what comes of it`);
		check(result.error.kind === kind, `${kind} is what comes of it, not ${result.error.kind}: ${result.error.message}`);
		const advice = adviceFor(result.error);
		this.kinds.add(kind);
		this.advice.set(advice, (this.advice.get(advice) ?? 0) + 1);
	}
}

function failToOpen(met: Experience, cloud: SimulatedCloud): void {
	const collection = wallets();
	const { manager, DataStoreService } = startServer(cloud);
	met.expect("invalidKey", manager.open(collection, "").expect());
	met.expect("notOpen", manager.updatePlayerData(7, {}));
	met.expect("playerLeft", manager.open(collection, "gone", { player: { UserId: 999_999 } }).expect());

	DataStoreService.GetDataStore("Wallets").SetAsync("legacy", "50 coins");
	met.expect("unreadableRecord", manager.peek(collection, "legacy").expect());
	met.expect("unrecoverable", manager.backups.emergencyRecovery(collection, "legacy"));

	// The owner takes its time to give the document free, and the other server does not have that long.
	const slow = defineCollection({ name: "Slow", schema: WALLET, beforeClose: () => task.wait(4) });
	valueOf(manager.open(slow, "ann").expect());
	const hasty = startServer(cloud, { openSeconds: 1 }).manager;
	met.expect("locked", hasty.open(slow, "ann").expect());

	// This server runs the new version of the game, and that one still the old.
	const migrations = { steps: [{ from: 1, to: 2, up: () => undefined }] };
	const updated = defineCollection({ name: "Versions", schema: WALLET, migrations });
	const session = valueOf(manager.open(updated, "ann").expect());
	session.increment(["coins"], 1);
	valueOf(session.close().expect());
	const outdated = defineCollection({ name: "Versions", schema: WALLET });
	met.expect("newerData", hasty.open(outdated, "ann").expect());
	met.expect("migrationState", manager.migrationOf(updated).resumeGlobalMigration().expect());

	cloud.faults.interfere = ({ target }) => (target === "Wallets/global/cy" ? { kind: "failed" } : undefined);
	met.expect("cloud", manager.peek(collection, "cy").expect());
	cloud.faults.interfere = undefined;
	hasty.stop().expect();
	met.expect("shuttingDown", hasty.open(collection, "ann").expect());
}

function failToChange(met: Experience, manager: DataManager): void {
	const session = valueOf(manager.open(wallets(), "ben").expect());
	met.expect("alreadyOpen", manager.open(wallets(), "ben").expect());
	met.expect("invalidPath", session.set(["notes", 5], "there is no place for it"));
	met.expect("invalidData", session.set(["coins"], -1));
	met.expect("unstorable", session.insert(["notes"], "\xff"));
	met.expect("tooLarge", session.insert(["notes"], string.rep("x", 3_200_000)));
	met.expect(
		"recipeThrew",
		session.update(() => error("a bug")),
	);
	met.expect(
		"recipeYielded",
		session.update(() => task.wait()),
	);
	check(session.revision === 0, "not one of them has changed anything");
	met.expect("busy", manager.backups.eraseDocument(wallets(), "ben"));
	valueOf(session.close().expect());
	met.expect("sessionClosed", session.set(["coins"], 1));
}

/** What a transaction came to, as a result. */
function resultOf(outcome: TransactOutcome): Failing {
	if (outcome.kind === "committed") return { ok: true, value: undefined };
	return { ok: false, error: outcome.kind === "aborted" ? outcome.reason : outcome.errors[0] };
}

function failToTransact(met: Experience, manager: DataManager): void {
	const session = valueOf(manager.open(wallets(), "dan").expect());
	met.expect("invalidTransaction", resultOf(manager.transact([], () => undefined).expect()));
	const access = manager.dataAccess({ lockTimeoutSeconds: 0 });
	const late = access.beginTransaction();
	valueOf(late.write(session, ["coins"], 5));
	session.increment(["coins"], 1);
	met.expect("conflict", resultOf(late.commit().expect()));
	met.expect("transactionOver", late.read(session));
	const saving = manager.transact([session], ([draft]) => {
		draft.coins += 1;
	});
	const hasty = access.beginTransaction();
	valueOf(hasty.write(session, ["coins"], 9));
	met.expect("lockTimeout", resultOf(hasty.commit().expect()));
	check(saving.expect().kind === "committed" && session.data.coins === 2, "only the one that was in time is there");
	valueOf(session.close().expect());
}

function failToRestore(met: Experience, { backups }: DataManager): void {
	met.expect("backupNotFound", backups.loadBackup("no such id"));
	met.expect("nothingStored", backups.createBackup(wallets(), "nobody"));
	met.expect("invalidTime", backups.restoreToTime(wallets(), "ben", os.time() + 3600));
	met.expect("notInQuarantine", backups.inspectQuarantine(wallets(), "ben", "no such id"));
}

function failToMigrate(met: Experience): void {
	const migration = new DataMigration();
	met.expect("invalidStep", migration.registerMigrationStep({ from: 1, to: 1, up: () => undefined }));
	valueOf(migration.registerMigrationStep({ from: 1, to: 2, up: () => error("a bug") }));
	met.expect("migrationFailed", migration.migrate({ coins: 1 }, 1));
	met.expect("unknownVersion", migration.getMigrationPlan("beta"));
	met.expect("unknownSchema", new DataValidator().validateData({}));
}

export function everyError(): string {
	const cloud = createSimulatedCloud();
	const met = new Experience();
	failToOpen(met, cloud);
	const { manager } = startServer(cloud);
	failToChange(met, manager);
	failToTransact(met, manager);
	failToRestore(met, manager);
	failToMigrate(met);
	const advice = new Array<string>();
	for (const [name, count] of met.advice) advice.push(`${name} ${count}`);
	return `${met.kinds.size()} kinds met: ${advice.sort().join(", ")}`;
}
