/** Batch work: one change to each of many documents, few at a time, safe to run twice, and some of them in use. */
import { DeepReadonly, ErrorKind, Infer, s } from "@rbxts/holdfast";
import { Collection, DataManager, defineCollection } from "@rbxts/holdfast/out/server";
import { DataStoreService } from "@rbxts/services";

import { check, valueOf } from "../check";

const ACCOUNT = s.object({
	coins: s.integer({ min: 0 }).default(0),
	/** Which gifts this account has had. */
	gifts: s.set(s.string({ min: 1, max: 40 })),
});

type Account = Infer<typeof ACCOUNT>;

interface Work {
	/** Whether a document still has to be changed: asked before it is opened, and again when it is. */
	readonly isNeeded: (data: DeepReadonly<Account>) => boolean;
	readonly change: (draft: Account) => void;
}

interface BatchReport {
	changed: number;
	unchanged: number;
	readonly failed: Map<string, ErrorKind>;
}

// A server has 60 requests of a kind a minute and 40 more for each player, so more at once would not be done sooner.
const AT_ONCE = 5;

/** Keys of the documents of a collection. Those that begin with `~` are Holdfast's own. */
function keysOf(collection: Collection<Account>): Array<string> {
	const keys = new Array<string>();
	const pages = DataStoreService.GetDataStore(collection.name).ListKeysAsync();
	while (true) {
		for (const { KeyName } of pages.GetCurrentPage() as Array<DataStoreKey>) {
			if (KeyName.sub(1, 1) !== "~") keys.push(KeyName);
		}
		if (pages.IsFinished) return keys;
		pages.AdvanceToNextPageAsync();
	}
}

/** Changes one document: through its session where it is open here, else by opening it for a moment. */
function changeOne(
	manager: DataManager,
	accounts: Collection<Account>,
	key: string,
	work: Work,
	report: BatchReport,
): void {
	const here = manager.get(accounts, key);
	// A look is one read and takes no lock; an open and a close are two writes.
	const seen = here === undefined ? manager.peek(accounts, key).expect() : undefined;
	if (seen?.ok === true && seen.value !== undefined && !work.isNeeded(seen.value.data)) {
		report.unchanged += 1;
		return;
	}
	const opened = here === undefined ? manager.open(accounts, key).expect() : undefined;
	if (opened !== undefined && !opened.ok) {
		report.failed.set(key, opened.error.kind);
		return;
	}
	const session = here ?? opened!.value;
	const isNeeded = work.isNeeded(session.data);
	const changed = isNeeded ? session.update(work.change) : undefined;
	// Whoever opened it before us will close it.
	const saved = here !== undefined ? session.save().expect() : session.close().expect();
	if (changed?.ok === false) report.failed.set(key, changed.error.kind);
	else if (!saved.ok) report.failed.set(key, saved.error.kind);
	else if (isNeeded) report.changed += 1;
	else report.unchanged += 1;
}

function changeAll(manager: DataManager, accounts: Collection<Account>, work: Work): BatchReport {
	const report: BatchReport = { changed: 0, unchanged: 0, failed: new Map() };
	const queue = keysOf(accounts);
	const workers = new Array<Promise<void>>();
	for (let worker = 0; worker < AT_ONCE; worker += 1) {
		workers.push(
			Promise.try(() => {
				for (let key = queue.shift(); key !== undefined; key = queue.shift()) {
					changeOne(manager, accounts, key, work, report);
				}
			}),
		);
	}
	Promise.all(workers).expect();
	return report;
}

function create(manager: DataManager, accounts: Collection<Account>, index: number, staysOpen: boolean): void {
	const session = valueOf(manager.open(accounts, `account_${index}`).expect());
	valueOf(session.set(["coins"], index));
	valueOf(staysOpen ? session.save().expect() : session.close().expect());
}

export function batchWork(manager: DataManager): string {
	const accounts = defineCollection<Account>({ name: "Accounts", schema: ACCOUNT, backups: "off" });
	const count = 20;
	const created = new Array<Promise<void>>();
	for (let index = 1; index <= count; index += 1) {
		created.push(Promise.try(() => create(manager, accounts, index, index === count)));
	}
	Promise.all(created).expect();
	// The last one is still open, as if its player were here.
	const open = manager.get(accounts, `account_${count}`)!;

	// The gift and the note that it was given are one commit: nobody gets it twice, however often this runs.
	const gift: Work = {
		isNeeded: (data) => !data.gifts.has("sorry-for-the-outage"),
		change: (draft) => {
			draft.coins += 100;
			draft.gifts.add("sorry-for-the-outage");
		},
	};
	const first = changeAll(manager, accounts, gift);
	const second = changeAll(manager, accounts, gift);
	check(first.changed === count && first.failed.isEmpty(), "every account got its gift");
	check(second.changed === 0 && second.unchanged === count, "nobody got it twice");
	check(open.getState() === "open" && open.data.coins === count + 100, "the open account stayed open");
	check(valueOf(manager.peek(accounts, "account_7").expect())?.data.coins === 107, "the gift is saved");
	valueOf(open.close().expect());
	return `${first.changed} documents changed, ${second.changed} the second time`;
}
