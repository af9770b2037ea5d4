/// <reference types="@rbxts/testez/globals" />
import { BackupEntry, BackupKind } from "../../../../src/server/protect/backup-entry";
import { BOOK_SIZE_MAX, retainBackups } from "../../../../src/server/protect/retain-backups";
import { BACKUP_REACH_SECONDS, thinBackups } from "../../../../src/server/protect/thin-backups";
import { jsonSize } from "../../../../src/shared/data/json-size";
import { SeededRandom } from "../../../../src/testing";

const MINUTE = 60;
const DAY = 24 * 3600;

interface Moment {
	readonly at: number;
}

/** Adds a backup after each gap, thinning each time, and looks at what is left. */
function simulate(
	gaps: ReadonlyArray<number>,
	keep: number,
	look: (kept: ReadonlyArray<Moment>, first: number) => void,
) {
	let kept = new Array<Moment>();
	let at = 1000;
	const first = at + gaps[0];
	for (const gap of gaps) {
		at += gap;
		kept = thinBackups([{ at }, ...kept], keep);
		look(kept, first);
	}
}

function steady(seconds: number, days: number): Array<number> {
	const gaps = new Array<number>();
	for (let passed = 0; passed < days * DAY; passed += seconds) gaps.push(seconds);
	return gaps;
}

function irregular(seed: number): Array<number> {
	const random = new SeededRandom(seed);
	const choices = [30, 5 * MINUTE, 5 * MINUTE, 5 * MINUTE, 10 * MINUTE, 3600, DAY];
	const gaps = new Array<number>();
	for (let count = 0; count < 1500; count += 1) gaps.push(choices[random.nextInteger(0, choices.size() - 1)]);
	return gaps;
}

function entryOf(kind: BackupKind, at: number, size = 10): BackupEntry {
	const data = { text: string.rep("x", size) };
	return { id: `${kind}${at}`, kind, at, revision: at, schema: 1, size, checksum: "c", data };
}

export = () => {
	describe("thinning", () => {
		it("keeps so many, in their order, the newest among them", () => {
			for (const keep of [3, 5, 10, 20]) {
				for (const gaps of [steady(300, 9), irregular(keep)]) {
					let at = 1000;
					let count = 0;
					simulate(gaps, keep, (kept) => {
						at += gaps[count];
						count += 1;
						expect(kept.size()).to.equal(math.min(keep, count));
						expect(kept[0].at).to.equal(at);
						for (let index = 1; index < kept.size(); index += 1) {
							if (kept[index].at >= kept[index - 1].at) error("out of order");
						}
					});
				}
			}
		});

		it("reaches back a week at least, once that much time has passed, and all the way before", () => {
			for (const keep of [3, 10, 20]) {
				for (const gaps of [steady(300, 16), steady(3600, 40), irregular(keep)]) {
					simulate(gaps, keep, (kept, first) => {
						const newest = kept[0].at;
						const reach = newest - kept[kept.size() - 1].at;
						if (reach < math.min(BACKUP_REACH_SECONDS, newest - first)) error(`reaches back ${reach} s only`);
					});
				}
			}
		});

		it("leaves no gap of more than five times the age before it, over two weeks of play", () => {
			simulate(steady(300, 16), 10, (kept) => {
				for (let index = 1; index < kept.size(); index += 1) {
					const newer = kept[0].at - kept[index - 1].at + 300;
					const older = kept[0].at - kept[index].at + 300;
					if (older / newer > 5) error(`from ${newer} to ${older} s`);
				}
			});
		});

		it("keeps the newest minutes dense", () => {
			let last: ReadonlyArray<Moment> = [];
			simulate(steady(300, 8), 10, (kept) => {
				last = kept;
			});
			expect(last[0].at - last[1].at <= 10 * MINUTE).to.equal(true);
			expect(last[0].at - last[2].at <= 30 * MINUTE).to.equal(true);
			expect(last[0].at - last[4].at <= 3 * 3600).to.equal(true);
		});

		it("is the same again, and changes nothing that is few enough", () => {
			const moments = [{ at: 900 }, { at: 500 }, { at: 400 }, { at: 100 }];
			expect(thinBackups(moments, 4).size()).to.equal(4);
			expect(
				thinBackups(moments, 3)
					.map((moment) => moment.at)
					.join(" "),
			).to.equal(
				thinBackups(thinBackups(moments, 3), 3)
					.map((moment) => moment.at)
					.join(" "),
			);
			expect(thinBackups([], 3).size()).to.equal(0);
		});

		it("stands clocks that differ: what comes first counts as the newest", () => {
			const kept = thinBackups([{ at: 100 }, { at: 9999 }, { at: 90 }, { at: 10 }], 3);
			expect(kept[0].at).to.equal(100);
			expect(kept[2].at).to.equal(10);
		});
	});

	describe("retention", () => {
		it("does not let automatic backups push out others, nor one kind another", () => {
			const entries = new Array<BackupEntry>();
			for (let at = 200; at > 100; at -= 1) entries.push(entryOf("automatic", at));
			for (let at = 100; at > 80; at -= 1) entries.push(entryOf("preUpdate", at));
			entries.push(entryOf("manual", 5), entryOf("preMigration", 4), entryOf("emergency", 3));
			const kept = retainBackups(entries, 10);
			const count = (kind: BackupKind) => kept.filter((entry) => entry.kind === kind).size();
			expect(count("automatic")).to.equal(10);
			expect(count("preUpdate")).to.equal(5);
			expect(count("manual") + count("preMigration") + count("emergency")).to.equal(3);
			expect(kept[0].at).to.equal(200);
			expect(kept[kept.size() - 1].at).to.equal(3);
		});

		it("lets the oldest automatic ones go first where a key could not hold them all", () => {
			const entries = [
				entryOf("automatic", 9, 1_000_000),
				entryOf("manual", 8, 1_000_000),
				entryOf("automatic", 7, 1_000_000),
				entryOf("manual", 6, 1_000_000),
				entryOf("automatic", 5, 1_000_000),
			];
			const kept = retainBackups(entries, 10);
			expect(kept.map((entry) => entry.at).join(" ")).to.equal("9 8 6");
			expect(jsonSize({ format: 1, entries: kept }) <= BOOK_SIZE_MAX).to.equal(true);
		});

		it("keeps the newest one, however large", () => {
			const kept = retainBackups([entryOf("automatic", 9, 3_950_000), entryOf("manual", 8)], 10);
			expect(kept.map((entry) => entry.at).join(" ")).to.equal("9");
		});
	});
};
