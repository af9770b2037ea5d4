/// <reference types="@rbxts/testez/globals" />
import { SimulatedDataStore } from "../../../src/testing";
import { SpecCloud } from "./support/spec-cloud";

export = () => {
	let spec: SpecCloud;
	let store: SimulatedDataStore;

	beforeEach(() => {
		spec = new SpecCloud();
		store = spec.connectStore();
	});

	// platform.md 1: GetAsync
	it("gives nil for a key that holds nothing, and what was set for one that does", () => {
		const [value, info] = spec.ask(() => {
			const [got, about] = store.GetAsync("k");
			return [got, about] as const;
		});
		expect(value).to.equal(undefined);
		expect(info).to.equal(undefined);
		spec.ask(() => store.SetAsync("k", { coins: 5 }));
		expect((spec.read(store) as { coins: number }).coins).to.equal(5);
	});

	// platform.md 7: a value goes through JSON both ways
	it("hands out copies: changing one changes nothing stored", () => {
		const given = { list: [1], bytes: buffer.fromstring("a") };
		spec.ask(() => store.SetAsync("k", given));
		given.list.push(2);
		buffer.writeu8(given.bytes, 0, 0);
		for (let round = 1; round <= 2; round += 1) {
			const got = spec.read(store) as typeof given;
			expect(got.list.size()).to.equal(1);
			expect(buffer.tostring(got.bytes)).to.equal("a");
			got.list.push(3);
			buffer.writeu8(got.bytes, 0, 0);
		}
	});

	// platform.md 1: SetAsync is last-write-wins, and returns the version's id
	it("overwrites without looking, and returns the new version", () => {
		spec.ask(() => spec.connectStore().SetAsync("k", "theirs"));
		const version = spec.ask(() => store.SetAsync("k", "mine"));
		expect(spec.stored()).to.equal("mine");
		expect(spec.ask(() => store.GetAsync("k")[1]!.Version)).to.equal(version);
	});

	// platform.md 2: what is refused is refused at once, and never sent
	it("refuses a bad value, key, user id or metadata in the calling thread, without a request", () => {
		const attempts = [
			() => store.SetAsync("k", () => undefined),
			() => store.SetAsync("k", undefined),
			() => store.SetAsync("", 1),
			() => store.GetAsync(string.rep("k", 51)),
			() => store.SetAsync("k", 1, [1.5]),
			() => store.SetAsync("k", 1, [1, 2, 3, 4, 5]),
			() => store.SetAsync("k", 1, [], { Metadata: { note: string.rep("x", 251) } }),
		];
		const codes = attempts.map((attempt) => spec.codeOf(attempt) ?? "none");
		expect(codes.join(" ")).to.equal("104 104 101 102 513 512 511");
		expect(spec.requests("SetAsync") + spec.requests("GetAsync")).to.equal(0);
		expect(spec.cloud.keys("Store").size()).to.equal(0);
	});

	// platform.md 2: the engine's methods take a number where they want a string
	it("takes a number for a key", () => {
		spec.ask(() => store.SetAsync(42 as never, "by number"));
		expect(spec.stored("42")).to.equal("by number");
	});

	// platform.md 1: RemoveAsync
	describe("RemoveAsync", () => {
		it("gives what it removed with its key info, and nil for what is gone", () => {
			spec.ask(() => store.SetAsync("k", "old", [7]));
			const [value, info] = spec.ask(() => {
				const [removed, about] = store.RemoveAsync("k");
				return [removed, about] as const;
			});
			expect(value).to.equal("old");
			expect(info!.GetUserIds()[0]).to.equal(7);
			expect(spec.read(store)).to.equal(undefined);
			expect(spec.ask(() => store.RemoveAsync("k")[0])).to.equal(undefined);
			expect(spec.cloud.keys("Store").size()).to.equal(0);
		});
	});

	// platform.md 1: IncrementAsync
	describe("IncrementAsync", () => {
		it("adds 1, or what is given, to what is there or to 0", () => {
			expect(spec.ask(() => store.IncrementAsync("k")[0])).to.equal(1);
			expect(spec.ask(() => store.IncrementAsync("k", -3)[0])).to.equal(-2);
			expect(spec.stored()).to.equal(-2);
		});

		it("loses none of several at once", () => {
			for (let server = 1; server <= 5; server += 1) {
				const other = spec.connectStore();
				spec.begin(() => other.IncrementAsync("k", server));
			}
			spec.timeline.advance(1);
			expect(spec.stored()).to.equal(15);
		});

		it("refuses what is no whole number, and leaves it as it is", () => {
			spec.ask(() => store.SetAsync("k", 0.5));
			expect(spec.codeOf(() => store.IncrementAsync("k"))).to.equal("103");
			expect(spec.stored()).to.equal(0.5);
			expect(spec.codeOf(() => store.IncrementAsync("other", 0.5))).to.equal("103");
		});
	});

	// platform.md 1: KeyInfo; "omitted userIds/metadata are cleared" by every kind of write
	describe("key info", () => {
		const infoOf = () => spec.ask(() => store.GetAsync("k", { UseCache: false })[1])!;

		it("tells version, times, user ids and metadata", () => {
			spec.ask(() => store.SetAsync("k", 1, [7], { Metadata: { season: 2 } }));
			const info = infoOf();
			expect(info.GetUserIds().join()).to.equal("7");
			expect(info.GetMetadata().season).to.equal(2);
			expect(info.CreatedTime).to.equal(info.UpdatedTime);
			expect(info.CreatedTime / 1000 > spec.timeline.now() - 5).to.equal(true);
			const [shape] = info.Version.match("^%x+%.%d+%.%x+%.01$");
			expect(shape).to.be.ok();
		});

		it("keeps the time of creation, and has a new version for every write", () => {
			spec.ask(() => store.SetAsync("k", 1));
			const before = infoOf();
			spec.ask(() => store.UpdateAsync("k", () => 2));
			const after = infoOf();
			expect(after.CreatedTime).to.equal(before.CreatedTime);
			expect(after.UpdatedTime > before.UpdatedTime).to.equal(true);
			expect(after.Version > before.Version).to.equal(true);
		});

		it("has no user ids and metadata that the last write did not pass again", () => {
			const writes = [
				() => store.SetAsync("k", 2),
				() => store.UpdateAsync("k", () => 2),
				() => store.IncrementAsync("k"),
			];
			for (const write of writes) {
				spec.ask(() => store.SetAsync("k", 1, [7], { Metadata: { season: 2 } }));
				spec.ask<unknown>(write);
				expect(infoOf().GetUserIds().size()).to.equal(0);
				expect(infoOf().GetMetadata().season).to.equal(undefined);
			}
		});

		it("takes user ids and metadata from a transform", () => {
			spec.ask(() => store.UpdateAsync("k", () => $tuple(1, [8, 9], { season: 3 })));
			expect(infoOf().GetUserIds().join(",")).to.equal("8,9");
			expect(infoOf().GetMetadata().season).to.equal(3);
		});

		it("hands out copies", () => {
			spec.ask(() => store.SetAsync("k", 1, [7], { Metadata: { season: 2 } }));
			const info = infoOf();
			info.GetUserIds().push(8);
			info.GetMetadata().season = 3;
			expect(info.GetUserIds().size()).to.equal(1);
			expect(info.GetMetadata().season).to.equal(2);
		});
	});
};
