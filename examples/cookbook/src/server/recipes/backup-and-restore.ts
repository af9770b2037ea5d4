/** Backup and restore: before something risky, after an accident, and back again. */
import { Infer, s } from "@rbxts/holdfast";
import { DataManager, defineCollection } from "@rbxts/holdfast/out/server";

import { check, valueOf } from "../check";

const HOUSE = s.object({
	coins: s.integer({ min: 0 }).default(0),
	rooms: s.array(s.string({ min: 1, max: 30 }), { max: 50 }),
});

type House = Infer<typeof HOUSE>;

const KEY = "house_1";

export function backupAndRestore(manager: DataManager): string {
	// Backups are made by themselves every ten minutes, and twenty are kept. Those by hand come on top.
	const houses = defineCollection<House>({ name: "Houses", schema: HOUSE, backups: { every: 600, keep: 20 } });
	const { backups } = manager;
	const session = valueOf(manager.open(houses, KEY).expect());
	valueOf(
		session.update((draft) => {
			draft.coins = 500;
			draft.rooms.push("hall", "kitchen");
		}),
	);

	// Before something risky. It has the document as it is now, saved or not, in two stores.
	const made = valueOf(backups.createBackup(houses, KEY, "manual", "before the sale"));
	check(made.copies.primary && made.copies.secondary === true, "a backup by hand has two copies");
	const verified = valueOf(backups.verifyBackup(made.id));
	check(verified.primary === "intact" && verified.secondary === "intact", "both copies are what was written");

	// The accident: everything is sold for nothing, and saved.
	valueOf(session.replace({ coins: 0, rooms: [] }));
	valueOf(session.save().expect());

	// An open document is restored by a commit, so that the game and its clients see it like any other change.
	let seen = 0;
	session.committed.subscribe((commit) => (seen = commit.data.rooms.size()));
	const restored = valueOf(backups.restoreBackup(houses, made.id));
	check(restored.way === "here", "the document is open here");
	check(session.data.coins === 500 && session.data.rooms.size() === 2, "everything is back");
	task.wait();
	check(seen === 2, "listeners heard of it");

	// What was there before was backed up first: a restore can be undone like anything else.
	valueOf(session.close().expect());
	check(restored.before !== undefined, "a restore makes a backup of what it replaces");
	const undone = valueOf(backups.restoreBackup(houses, restored.before));
	check(undone.way === "closed", "nobody has the document open");
	check(valueOf(manager.peek(houses, KEY).expect())?.data.coins === 0, "the restore is undone");

	// By time: the nearest of the backups and of the versions that the platform keeps.
	const nearest = valueOf(backups.restoreToTime(houses, KEY, made.at));
	check(valueOf(manager.peek(houses, KEY).expect())?.data.coins === 500, "the nearest state is the first backup");
	check(math.abs(nearest.offsetSeconds) <= 2, "it says how near it is");

	const { backups: kept } = valueOf(backups.listBackups(houses, KEY));
	const notes = kept.filter((backup) => backup.note === "before the sale").size();
	check(notes === 1, "the backup can be found by its note");
	return `${kept.size()} backups kept, restored as ${restored.way}, ${undone.way} and by time`;
}
