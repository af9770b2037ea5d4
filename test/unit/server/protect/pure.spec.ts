/// <reference types="@rbxts/testez/globals" />
import { defineCollection } from "../../../../src/server";
import { BackupEntry } from "../../../../src/server/protect/backup-entry";
import { formatBackupId, parseBackupId } from "../../../../src/server/protect/backup-id";
import { BackupPolicy, resolveBackupPolicy } from "../../../../src/server/protect/backup-policy";
import { canonicalText } from "../../../../src/server/protect/canonical-text";
import { checksumOf, isIntact } from "../../../../src/server/protect/checksum";
import { backupKey, isOwnKey, KEY_LENGTH_MAX, secondaryStore } from "../../../../src/server/store/keys";

const hash = (text: string) => `#${text}`;

export = () => {
	describe("the canonical text of a value", () => {
		it("has its keys in order, however they were put there", () => {
			const one = new Map<string, defined>();
			const other = new Map<string, defined>();
			const names = ["b", "a", "c", "A", "aa", "10", "9"];
			for (const name of names) one.set(name, { list: [1, "x"], flag: true });
			for (let index = names.size() - 1; index >= 0; index -= 1) {
				other.set(names[index], { flag: true, list: [1, "x"] });
			}
			expect(canonicalText(one)).to.equal(canonicalText(other));
			expect(canonicalText({ b: 1, a: [true, 'q"\n'] })).to.equal('{"a":[true,"q\\u0022\\u000a"],"b":1}');
		});

		it("tells values apart, and not an empty list from an empty map, nor a number from itself as stored", () => {
			const seen = new Set<string>();
			const values = [[], ["a", "b"], ["a,b"], { a: "b" }, ["a", ["b"]], "a", "1", 1, true, "true", 0.5, 1e300, -1];
			for (const value of values) seen.add(canonicalText(value));
			expect(seen.size()).to.equal(values.size());
			expect(canonicalText({})).to.equal(canonicalText([]));
			expect(canonicalText(-0)).to.equal(canonicalText(0));
			expect(canonicalText(0.1 + 0.2)).to.equal(canonicalText(0.3));
		});
	});

	it("a checksum covers all that a backup says", () => {
		const plain = { id: "i", kind: "manual", at: 5, revision: 2, schema: 1, size: 11, data: { coins: 1 } } as const;
		const entry: BackupEntry = { ...plain, checksum: checksumOf(hash, plain) };
		expect(isIntact(hash, entry)).to.equal(true);
		const changes: ReadonlyArray<Partial<BackupEntry>> = [
			{ id: "j" },
			{ kind: "automatic" },
			{ at: 6 },
			{ revision: 3 },
			{ schema: 2 },
			{ readableFrom: 1 },
			{ size: 12 },
			{ note: "n" },
			{ data: { coins: 2 } },
			{ checksum: "x" },
		];
		for (const change of changes) expect(isIntact(hash, { ...entry, ...change })).to.equal(false);
		expect(isIntact(hash, { ...entry, data: undefined as never })).to.equal(false);
	});

	it("a backup's name leads back to it, whatever its collection and key are called", () => {
		for (const [collection, key] of [
			["C", "k"],
			["a/b", "c/d@e"],
			["5:x", "1:y/z"],
		]) {
			const place = parseBackupId(formatBackupId({ collection, key, entry: "e-1" }))!;
			expect(`${place.collection}|${place.key}|${place.entry}`).to.equal(`${collection}|${key}|e-1`);
		}
		for (const wrong of ["", "e", "e@1:C", "e@1:C/", "e@9:C/k", "@1:C/k", "e@0:/k"]) {
			expect(parseBackupId(wrong)).to.equal(undefined);
		}
	});

	describe("a policy", () => {
		it("is every five minutes, ten kept, when nothing else is said", () => {
			const { every, keep } = resolveBackupPolicy(undefined);
			expect(every).to.equal(300);
			expect(keep).to.equal(10);
			expect(resolveBackupPolicy("off").every).to.equal(undefined);
			expect(resolveBackupPolicy("everySave").every).to.equal(0);
			expect(resolveBackupPolicy({ every: "save", keep: 5 }).every).to.equal(0);
			expect(resolveBackupPolicy({ every: 60, keep: 5 }).keep).to.equal(5);
		});

		it("that is none is refused where the collection is defined", () => {
			const define = (backups: unknown) =>
				pcall(() => defineCollection({ name: "C", defaults: () => ({}), backups: backups as BackupPolicy }))[0];
			for (const wrong of ["often", 5, { every: 1 }, { every: "minute" }, { keep: 2 }, { keep: 51 }]) {
				expect(define(wrong)).to.equal(false);
			}
			for (const right of [undefined, "off", "everySave", {}, { every: 30 }, { every: "save", keep: 50 }]) {
				expect(define(right)).to.equal(true);
			}
		});
	});

	describe("the names of what is kept beside documents", () => {
		const define = (name: string) => pcall(() => defineCollection({ name, defaults: () => ({}) }))[0];

		it("fit the platform's 50 characters, for the longest key and collection that may be", () => {
			expect(backupKey(string.rep("k", KEY_LENGTH_MAX)).size() <= 50).to.equal(true);
			expect(secondaryStore(string.rep("C", 48)).size()).to.equal(50);
			expect(define(string.rep("C", 48))).to.equal(true);
			expect(define(string.rep("C", 49))).to.equal(false);
		});

		it("are never a document's or a collection's", () => {
			expect(isOwnKey(backupKey("k"))).to.equal(true);
			expect(isOwnKey("k~")).to.equal(false);
			expect(define(secondaryStore("C"))).to.equal(false);
			expect(define("~2")).to.equal(true);
		});
	});
};
