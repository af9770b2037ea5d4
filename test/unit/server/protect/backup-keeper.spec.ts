/// <reference types="@rbxts/testez/globals" />
import { BackupKeeper } from "../../../../src/server/protect/backup-keeper";
import { BackupPolicy } from "../../../../src/server/protect/backup-policy";
import { BackupSubject } from "../../../../src/server/protect/backup-writer";
import { holdfastError } from "../../../../src/shared/errors";
import { fail, succeed } from "../../../../src/shared/result";
import { COLLECTION, VERSIONS } from "./support";

export = () => {
	let keeper: BackupKeeper;
	let seconds: number;
	let failing: boolean;
	let made: Array<number>;
	let policy: BackupPolicy | undefined;

	const subject = (revision: number, key = "k"): BackupSubject => ({
		address: { collection: { ...COLLECTION, backups: policy }, key, userIds: [], versions: VERSIONS },
		state: { data: { coins: revision }, schema: 1, revision },
	});
	const save = (revision: number) => keeper.afterSave(subject(revision)).expect();
	const finish = (revision: number) => keeper.atEnd(subject(revision)).expect();

	beforeEach(() => {
		seconds = 0;
		failing = false;
		made = [];
		policy = undefined;
		keeper = new BackupKeeper({
			clock: {
				now() {
					return seconds;
				},
				unixSeconds() {
					return 0;
				},
			},
			random: () => 0,
			writer: {
				write({ state }, kind) {
					task.wait();
					if (failing) return fail(holdfastError("cloud", "down"));
					made.push(state.revision);
					const copies = { primary: true };
					return succeed({ id: "i", kind, at: 0, revision: state.revision, size: 0, copies, problems: [] });
				},
			},
		});
	});

	it("backs a document up every five minutes that it is saved in, the first time early by chance", () => {
		keeper.begin(subject(1));
		seconds = 149;
		expect(save(2)).to.equal(undefined);
		seconds = 150;
		expect(save(3)!.ok).to.equal(true);
		seconds = 449;
		expect(save(4)).to.equal(undefined);
		seconds = 450;
		save(5);
		expect(made.join(",")).to.equal("3,5");
	});

	it("does not back up what has not changed since", () => {
		keeper.begin(subject(1));
		seconds = 1000;
		expect(save(1)).to.equal(undefined);
		save(2);
		seconds = 2000;
		expect(save(2)).to.equal(undefined);
		expect(finish(2)).to.equal(undefined);
		expect(made.join(",")).to.equal("2");
	});

	it("backs up at the end what has changed since, and forgets the document", () => {
		keeper.begin(subject(1));
		save(2);
		expect(finish(2)!.ok).to.equal(true);
		expect(finish(3)).to.equal(undefined);
		expect(made.join(",")).to.equal("2");
	});

	it("at each save where the policy says so, and never where it is off", () => {
		policy = "everySave";
		keeper.begin(subject(1));
		for (const revision of [2, 3, 3, 4]) save(revision);
		finish(4);
		expect(made.join(",")).to.equal("2,3,4");
		policy = "off";
		keeper.begin(subject(4));
		seconds = 5000;
		save(5);
		finish(5);
		expect(made.size()).to.equal(3);
	});

	it("is due when the document has changed, and where each save is backed up, when it was saved", () => {
		const isDue = (revision: number, saved: number) => keeper.isDue(subject(1).address, { revision, saved });
		keeper.begin(subject(1));
		expect(isDue(2, 1)).to.equal(false);
		seconds = 300;
		expect(isDue(1, 1)).to.equal(false);
		expect(isDue(2, 1)).to.equal(true);
		policy = "everySave";
		expect(isDue(2, 1)).to.equal(false);
		expect(isDue(3, 2)).to.equal(true);
		policy = "off";
		expect(isDue(3, 3)).to.equal(false);
	});

	it("tries again at the next save after one that failed", () => {
		keeper.begin(subject(1));
		seconds = 300;
		failing = true;
		expect(save(2)!.ok).to.equal(false);
		failing = false;
		expect(save(2)!.ok).to.equal(true);
		expect(made.join(",")).to.equal("2");
	});

	it("does not make two of one document at once, but for the last", () => {
		policy = "everySave";
		keeper.begin(subject(1));
		const first = keeper.afterSave(subject(2));
		expect(save(3)).to.equal(undefined);
		expect(finish(4)!.ok).to.equal(true);
		first.expect();
		made.sort();
		expect(made.join(",")).to.equal("2,4");
	});

	it("takes a document that it was never told of as changed", () => {
		save(7);
		expect(finish(7)!.ok).to.equal(true);
		expect(made.join(",")).to.equal("7");
	});
};
