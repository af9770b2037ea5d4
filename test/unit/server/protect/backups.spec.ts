/// <reference types="@rbxts/testez/globals" />
import { BackupBook, BackupEntry } from "../../../../src/server/protect/backup-entry";
import { coinsOf, COLLECTION, createProtected, kindOf, LOCK, Protected, recordOf, valueOf, VERSIONS } from "./support";

export = () => {
	let spec: Protected;

	const bookOf = (store: string) => spec.stored<BackupBook | undefined>(store, "~b/k");
	const create = () => valueOf(spec.manager.createBackup(COLLECTION, "k"));
	const open = (coins: number, revision: number) =>
		spec.documents.here.set("k", { data: { coins }, schema: 1, revision });
	const backUp = (coins: number, revision: number, kind: "automatic" | "manual" = "automatic") => {
		const address = { collection: COLLECTION, key: "k", userIds: [7], versions: VERSIONS };
		return spec.manager.backUp({ address, state: { data: { coins }, schema: 1, revision } }, kind);
	};
	/** Changes what a book has of a backup, as a damage would. */
	const damage = (store: string, index = 0) => {
		const entries = [...bookOf(store)!.entries] as Array<BackupEntry>;
		entries[index] = { ...entries[index], data: { coins: 999_999 } };
		spec.put(store, "~b/k", { format: 1, entries });
	};

	beforeEach(() => {
		spec = createProtected({ players: COLLECTION });
	});

	describe("making a backup", () => {
		it("takes what is stored, also while another server has it open, and writes two copies", () => {
			spec.put("C", "k", recordOf(5, 3, { lock: LOCK }));
			const report = create();
			expect(report.copies.primary && report.copies.secondary).to.equal(true);
			expect(report.revision).to.equal(3);
			expect(coinsOf(bookOf("C")!.entries[0].data)).to.equal(5);
			expect(bookOf("C~2")!.entries[0].checksum).to.equal(bookOf("C")!.entries[0].checksum);
			expect(spec.stored<{ revision: number }>("C", "k").revision).to.equal(3);
		});

		it("takes a document that is open here as it is now", () => {
			spec.put("C", "k", recordOf(5));
			open(9, 8);
			expect(create().revision).to.equal(8);
			expect(coinsOf(valueOf(spec.manager.loadLatestBackup(COLLECTION, "k")).data)).to.equal(9);
		});

		it("of a player's is asked for by the user id", () => {
			spec.put("C", "42", recordOf(5));
			const report = valueOf(spec.manager.forceBackup(42, "before the event"));
			const listed = valueOf(spec.manager.listBackups(42)).backups;
			expect(listed[0].id).to.equal(report.id);
			expect(listed[0].note).to.equal("before the event");
		});

		it("writes an automatic one once only", () => {
			const report = valueOf(backUp(1, 1));
			expect(report.copies.secondary).to.equal(undefined);
			expect(bookOf("C~2")).to.equal(undefined);
		});

		it("says whose it is, and keeps saying so", () => {
			valueOf(backUp(1, 1));
			let seen = "";
			spec.server.stores.update("C", "~b/k", (_, userIds) => {
				seen = userIds.join(",");
				return undefined;
			});
			expect(seen).to.equal("7");
		});

		it("of nothing, of what is no record, or under a wrong key is a typed error, and writes nothing", () => {
			expect(kindOf(spec.manager.createBackup(COLLECTION, "k"))).to.equal("nothingStored");
			spec.put("C", "k", { what: "ever" });
			expect(kindOf(spec.manager.createBackup(COLLECTION, "k"))).to.equal("unreadableRecord");
			expect(kindOf(spec.manager.createBackup(COLLECTION, "~b/k"))).to.equal("invalidKey");
			expect(kindOf(spec.manager.listBackups(1.5))).to.equal("invalidKey");
			expect(bookOf("C")).to.equal(undefined);
		});

		it("puts what is no book into quarantine before it is replaced", () => {
			spec.put("C", "~b/k", "rubbish");
			valueOf(backUp(1, 1));
			expect(bookOf("C")!.entries.size()).to.equal(1);
			const [item] = valueOf(spec.manager.listQuarantine(COLLECTION, "k"));
			expect(item.reason).to.equal("damaged primary backups");
			expect(valueOf(spec.manager.inspectQuarantine(COLLECTION, "k", item.id)).value).to.equal("rubbish");
		});

		it("that was written although it reported an error is there once", () => {
			let failures = 1;
			spec.server.cloud.faults.interfere = ({ operation }) => {
				if (operation !== "UpdateAsync (write)" || failures === 0) return undefined;
				failures -= 1;
				return { kind: "unanswered" };
			};
			valueOf(backUp(1, 1));
			expect(bookOf("C")!.entries.size()).to.equal(1);
		});
	});

	describe("when a store is down", () => {
		it("the other copy is made, and the result and the counts say so", () => {
			spec.down.add("C~2");
			const report = valueOf(backUp(5, 1, "manual"));
			expect(report.copies.primary).to.equal(true);
			expect(report.copies.secondary).to.equal(false);
			expect(report.problems.size()).to.equal(1);
			expect(spec.manager.stats().secondaryFailures).to.equal(1);
			expect(kindOf(backUp(6, 2))).to.equal("none");
			const list = valueOf(spec.manager.listBackups(COLLECTION, "k"));
			expect(list.backups.size()).to.equal(2);
			expect(list.unavailable.join(",")).to.equal("secondary");
			expect(kindOf(spec.manager.loadBackup(report.id))).to.equal("none");
		});

		it("the primary one too: what the secondary has can be loaded", () => {
			const report = valueOf(backUp(5, 1, "manual"));
			spec.down.add("C");
			expect(valueOf(spec.manager.loadBackup(report.id)).copy).to.equal("secondary");
			expect(valueOf(spec.manager.verifyBackup(report.id)).primary).to.equal("unavailable");
		});

		it("and both are, it is a typed error that counts", () => {
			spec.down.add("C");
			spec.down.add("C~2");
			expect(kindOf(backUp(5, 1, "manual"))).to.equal("cloud");
			expect(kindOf(spec.manager.listBackups(COLLECTION, "k"))).to.equal("cloud");
			expect(kindOf(spec.manager.loadLatestBackup(COLLECTION, "k"))).to.equal("cloud");
			expect(spec.manager.stats().failed).to.equal(1);
		});
	});

	describe("a damaged backup", () => {
		it("is read from the other copy", () => {
			const { id } = valueOf(backUp(5, 1, "manual"));
			damage("C");
			const loaded = valueOf(spec.manager.loadBackup(id));
			expect(loaded.copy).to.equal("secondary");
			expect(coinsOf(loaded.data)).to.equal(5);
			const { primary, secondary } = valueOf(spec.manager.verifyBackup(id));
			expect(`${primary} ${secondary}`).to.equal("damaged intact");
		});

		it("in both copies is a typed error, and is passed over for an older one", () => {
			valueOf(backUp(4, 1, "manual"));
			const { id } = valueOf(backUp(5, 2, "manual"));
			damage("C");
			damage("C~2");
			expect(kindOf(spec.manager.loadBackup(id))).to.equal("backupDamaged");
			expect(kindOf(spec.manager.restoreBackup(COLLECTION, id))).to.equal("backupDamaged");
			const latest = valueOf(spec.manager.loadLatestBackup(COLLECTION, "k"));
			expect(coinsOf(latest.data)).to.equal(4);
			expect(latest.skipped).to.equal(1);
			damage("C", 1);
			damage("C~2", 1);
			expect(kindOf(spec.manager.loadLatestBackup(COLLECTION, "k"))).to.equal("backupDamaged");
		});

		it("may be a whole book that is none", () => {
			const { id } = valueOf(backUp(5, 1, "manual"));
			spec.put("C", "~b/k", [1, 2]);
			expect(valueOf(spec.manager.loadBackup(id)).copy).to.equal("secondary");
			spec.put("C~2", "~b/k", "x");
			expect(kindOf(spec.manager.loadBackup(id))).to.equal("backupDamaged");
		});
	});

	it("backups are listed newest first, each with where it is", () => {
		valueOf(backUp(1, 1));
		spec.advance(60);
		valueOf(backUp(2, 2, "manual"));
		const { backups } = valueOf(spec.manager.listBackups(COLLECTION, "k"));
		expect(backups.map((backup) => `${backup.revision} ${backup.copies.join("+")}`).join(", ")).to.equal(
			"2 primary+secondary, 1 primary",
		);
		expect(backups[0].at - backups[1].at >= 60).to.equal(true);
	});

	it("a backup that does not exist is a typed error, whatever its name", () => {
		const { id } = valueOf(backUp(1, 1));
		for (const wrong of ["", "nonsense", `x${id}`, "e@1:D/k"]) {
			expect(kindOf(spec.manager.loadBackup(wrong))).to.equal("backupNotFound");
			expect(kindOf(spec.manager.verifyBackup(wrong))).to.equal("backupNotFound");
			expect(kindOf(spec.manager.restoreBackup(COLLECTION, wrong))).to.equal("backupNotFound");
		}
		expect(kindOf(spec.manager.loadLatestBackup(COLLECTION, "other"))).to.equal("backupNotFound");
	});

	it("cleaning up lets go what a smaller policy does not keep, in both copies", () => {
		for (let revision = 1; revision <= 8; revision += 1) {
			spec.advance(300);
			valueOf(backUp(revision, revision));
			valueOf(backUp(revision, revision, "manual"));
		}
		const small = { ...COLLECTION, backups: { keep: 4 } };
		const report = valueOf(spec.manager.cleanupBackups(small, "k"));
		// Of the manual ones five were kept, two are now.
		expect(report.primary).to.equal(4 + 3);
		expect(report.secondary).to.equal(3);
		expect(valueOf(spec.manager.cleanupBackups(small, "k")).primary).to.equal(0);
		expect(coinsOf(valueOf(spec.manager.loadLatestBackup(COLLECTION, "k")).data)).to.equal(8);
	});

	it("a backup that comes late does not push out newer ones", () => {
		for (const revision of $range(1, 12)) valueOf(backUp(revision, revision));
		const late = valueOf(backUp(3, 3));
		const list = valueOf(spec.manager.listBackups(COLLECTION, "k")).backups;
		expect(list[0].revision).to.equal(12);
		expect(list[0].id === late.id).to.equal(false);
	});
};
