/// <reference types="@rbxts/testez/globals" />
import { SimulatedDataStore, SimulatedVersionInfo } from "../../../src/testing";
import { SpecCloud } from "./support/spec-cloud";

const MINUTE = 60;
const HOUR = 3600;
const DAY = 24 * HOUR;

export = () => {
	let spec: SpecCloud;
	let store: SimulatedDataStore;

	const set = (value: unknown, key = "k") => spec.ask(() => store.SetAsync(key, value));
	const remove = () => spec.ask(() => store.RemoveAsync("k")[0]);
	/** To so many seconds after the beginning of the next UTC hour. */
	const toNextHour = (seconds = 0) => spec.timeline.advance(HOUR - (spec.timeline.now() % HOUR) + seconds);
	const milliseconds = () => math.floor(spec.timeline.now() * 1000);
	const list = (sort?: string, from?: number, to?: number): Array<SimulatedVersionInfo> =>
		spec.ask(() => store.ListVersionsAsync("k", sort, from, to).GetCurrentPage());
	const valueOf = (version: string) => spec.ask(() => store.GetVersionAsync("k", version)[0]);
	const show = (items: ReadonlyArray<SimulatedVersionInfo>) =>
		items.map((item) => (item.IsDeleted ? "†" : tostring(valueOf(item.Version)))).join(" ");
	const values = () => show(list());

	beforeEach(() => {
		spec = new SpecCloud();
		store = spec.connectStore();
		toNextHour();
	});

	// platform.md 1, Versioning: "Writes 2:10=A, 2:50=B, 3:05=C, 3:40=D retain B and D"
	describe("within one UTC hour", () => {
		it("backs up only at the hour's first write, and loses what later ones overwrite", () => {
			spec.timeline.advance(10 * MINUTE);
			set("A");
			spec.timeline.advance(40 * MINUTE);
			set("B");
			toNextHour(5 * MINUTE);
			set("C");
			spec.timeline.advance(35 * MINUTE);
			set("D");
			expect(values()).to.equal("B D");
		});

		it("backs up for each key apart, and for every kind of write", () => {
			set(1);
			set(1, "other");
			toNextHour();
			spec.ask(() => store.IncrementAsync("k"));
			toNextHour();
			spec.ask(() => store.UpdateAsync("k", () => 3));
			expect(values()).to.equal("1 2 3");
			expect(spec.ask(() => store.ListVersionsAsync("other").GetCurrentPage().size())).to.equal(1);
		});

		// platform.md 1 [U]: "whether ids change on same-hour overwrite"
		it("gives an overwriting version an id of its own, or the old one by a switch", () => {
			const first = set("A");
			const second = set("B");
			expect(first).never.to.equal(second);
			expect(spec.finish(() => store.GetVersionAsync("k", first)).problem).to.be.ok();
			spec = new SpecCloud({ switches: { overwriteVersionId: "kept" } });
			store = spec.connectStore();
			const kept = set("A");
			expect(set("B")).to.equal(kept);
			expect(valueOf(kept)).to.equal("B");
			toNextHour();
			expect(set("C")).never.to.equal(kept);
		});
	});

	// platform.md 1: RemoveAsync "writes a tombstone"; [U] "whether a tombstone always preserves the prior version"
	describe("a removal", () => {
		it("is a version that is deleted, and keeps the one before also within its hour", () => {
			set("A");
			remove();
			expect(values()).to.equal("A †");
			expect(valueOf(list()[1].Version)).to.equal(undefined);
		});

		it("leaves it to the hour's first write by a switch", () => {
			spec = new SpecCloud({ switches: { removalKeepsVersion: false } });
			store = spec.connectStore();
			set("A");
			remove();
			expect(values()).to.equal("†");
		});

		it("is overwritten by a write of the same hour, and backed up by one of the next", () => {
			set("A");
			remove();
			set("B");
			expect(values()).to.equal("A B");
			toNextHour();
			remove();
			toNextHour();
			set("C");
			expect(values()).to.equal("A B † C");
		});

		// platform.md 1: "purged after 30 d"
		it("is purged after 30 days, and the key with it", () => {
			set("A");
			remove();
			spec.timeline.advance(30 * DAY - MINUTE);
			expect(values()).to.equal("A †");
			spec.timeline.advance(MINUTE);
			expect(list().size()).to.equal(0);
			expect(spec.ask(() => store.ListKeysAsync().GetCurrentPage().size())).to.equal(0);
			expect(spec.ask(() => spec.connect().ListDataStoresAsync().GetCurrentPage().size())).to.equal(0);
		});
	});

	// platform.md 1: "expires 30 days after being superseded; the latest never expires"
	it("forgets a version 30 days after it was superseded, not after it was written, and never the latest", () => {
		const old = set("A");
		spec.timeline.advance(100 * DAY);
		expect(values()).to.equal("A");
		set("B");
		spec.timeline.advance(30 * DAY - MINUTE);
		expect(valueOf(old)).to.equal("A");
		spec.timeline.advance(MINUTE);
		expect(values()).to.equal("B");
		spec.timeline.advance(100 * DAY);
		expect(values()).to.equal("B");
	});

	it("keeps no more of an hourly written key than 30 days of hours", () => {
		for (let hour = 1; hour <= 24 * 40; hour += 1) {
			set(hour);
			toNextHour();
		}
		// Every page shows all of them: 30 days and the current one.
		const count = list().size();
		expect(count >= 24 * 30 && count <= 24 * 30 + 2).to.equal(true);
	});

	// platform.md 1: GetVersionAsync
	describe("GetVersionAsync", () => {
		it("gives a version's value and key info, past the cache", () => {
			const old = spec.ask(() => store.SetAsync("k", { coins: 1 }, [7], { Metadata: { season: 1 } }));
			toNextHour();
			set({ coins: 2 });
			const [value, info] = spec.ask(() => {
				const [got, about] = store.GetVersionAsync("k", old);
				return [got as { coins: number }, about!] as const;
			});
			expect(value.coins).to.equal(1);
			expect(info.Version).to.equal(old);
			expect(info.GetUserIds()[0]).to.equal(7);
			expect(info.GetMetadata().season).to.equal(1);
			spec.ask(() => store.GetVersionAsync("k", old));
			expect(spec.requests("GetVersionAsync")).to.equal(2);
		});

		// platform.md 11: the harsher reading; the other is a switch
		it("throws for a version that is not there, or gives nil by a switch", () => {
			set("A");
			expect(spec.codeOf(() => store.GetVersionAsync("k", "no such version"))).to.equal("503");
			spec = new SpecCloud({ switches: { missingVersion: "returnsNil" } });
			store = spec.connectStore();
			expect(valueOf("no such version")).to.equal(undefined);
		});
	});

	// platform.md 1: GetVersionAtTimeAsync
	describe("GetVersionAtTimeAsync", () => {
		const at = (time: number) => spec.ask(() => store.GetVersionAtTimeAsync("k", time)[0]);

		it("gives what was current then, and nil before the first version and under a tombstone", () => {
			const start = milliseconds();
			spec.timeline.advance(1);
			set("A");
			const duringA = milliseconds();
			toNextHour();
			set("B");
			toNextHour();
			remove();
			toNextHour();
			const removed = milliseconds();
			set("C");
			expect(at(start)).to.equal(undefined);
			expect(at(duringA)).to.equal("A");
			expect(at(duringA + HOUR * 1000)).to.equal("B");
			expect(at(removed)).to.equal(undefined);
			expect(at(milliseconds())).to.equal("C");
		});

		// platform.md 1: "nil if none current then"; which one a lost version leaves is a switch
		it("gives nothing for a time whose version was overwritten, or the one before by a switch", () => {
			for (const lostVersionAtTime of ["nothing", "theOneBefore"] as const) {
				spec = new SpecCloud({ switches: { lostVersionAtTime } });
				store = spec.connectStore();
				toNextHour();
				set("A");
				toNextHour();
				set("lost");
				const lostTime = milliseconds();
				spec.timeline.advance(MINUTE);
				set("B");
				expect(at(lostTime)).to.equal(lostVersionAtTime === "nothing" ? undefined : "A");
			}
		});

		it("refuses times that are not above 0, or more than ten minutes ahead", () => {
			set("A");
			const now = milliseconds();
			for (const time of [0, -1, now + 11 * MINUTE * 1000]) {
				const problem = spec.finish(() => store.GetVersionAtTimeAsync("k", time)).problem;
				expect(tostring(problem).find("InvalidTimestamp", 1, true)[0]).to.equal(1);
			}
			expect(at(now + 9 * MINUTE * 1000)).to.equal("A");
		});
	});

	// platform.md 1: ListVersionsAsync
	describe("ListVersionsAsync", () => {
		beforeEach(() => {
			for (const value of ["A", "B", "C", "D"]) {
				set(value);
				toNextHour();
			}
		});

		it("sorts by time, ascending unless said otherwise", () => {
			const ascending = list();
			const descending = list("Descending");
			expect(show(ascending)).to.equal("A B C D");
			expect(show(descending)).to.equal("D C B A");
			expect(ascending[0].CreatedTime < ascending[1].CreatedTime).to.equal(true);
			expect(ascending[3].IsDeleted).to.equal(false);
		});

		it("takes an earliest and a latest time, both included", () => {
			const [, second, third] = list();
			const some = list(undefined, second.CreatedTime, third.CreatedTime);
			expect(show(some)).to.equal("B C");
			expect(list(undefined, 0, second.CreatedTime).size()).to.equal(2);
			expect(list(undefined, third.CreatedTime, 0).size()).to.equal(2);
		});

		it("gives them in pages, in either direction", () => {
			for (const sort of ["Ascending", "Descending"]) {
				const pages = spec.ask(() => store.ListVersionsAsync("k", sort, 0, 0, 3));
				expect(pages.GetCurrentPage().size()).to.equal(3);
				expect(pages.IsFinished).to.equal(false);
				spec.ask(() => pages.AdvanceToNextPageAsync());
				const rest = pages.GetCurrentPage();
				expect(rest.size()).to.equal(1);
				expect(valueOf(rest[0].Version)).to.equal(sort === "Ascending" ? "D" : "A");
				expect(pages.IsFinished).to.equal(true);
			}
		});

		it("gives an empty page for a key that never was", () => {
			expect(spec.ask(() => store.ListVersionsAsync("nothing").GetCurrentPage().size())).to.equal(0);
		});
	});

	// platform.md 1: RemoveVersionAsync, "permanent, no tombstone"
	describe("RemoveVersionAsync", () => {
		it("takes one version out for good and leaves no tombstone", () => {
			const old = set("A");
			toNextHour();
			set("B");
			spec.ask(() => store.RemoveVersionAsync("k", old));
			expect(values()).to.equal("B");
			expect(spec.codeOf(() => store.RemoveVersionAsync("k", old))).to.equal("503");
		});

		it("brings back the version before when it takes the current one, and watchers see it", () => {
			set("A");
			toNextHour();
			const current = set("B");
			const seen = new Array<string>();
			spec.cloud.observe((write) => seen.push(`${write.previous}→${write.value}`));
			spec.ask(() => store.RemoveVersionAsync("k", current));
			expect(spec.read(store)).to.equal("A");
			const [last] = list();
			spec.ask(() => store.RemoveVersionAsync("k", last.Version));
			expect(spec.read(store)).to.equal(undefined);
			expect(spec.cloud.keys("Store").size()).to.equal(0);
			expect(seen.join(" ")).to.equal("B→A A→nil");
		});

		it("makes an update that had read the version before run again", () => {
			// With one latency for all, what is sent first arrives first.
			spec = new SpecCloud({ latency: { readSeconds: [0.2, 0.2], writeSeconds: [0.2, 0.2] } });
			store = spec.connectStore();
			set("A");
			toNextHour();
			const current = set("B");
			const seen = new Array<string>();
			const update = spec.finish(
				() =>
					store.UpdateAsync<string>("k", (old) => {
						if (seen.isEmpty()) spec.begin(() => spec.connectStore().RemoveVersionAsync("k", current));
						seen.push(old);
						return `${old}+`;
					})[0],
			);
			expect(seen.join(" ")).to.equal("B A");
			expect(update.value).to.equal("A+");
		});
	});
};
