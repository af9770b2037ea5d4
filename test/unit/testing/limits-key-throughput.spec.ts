/// <reference types="@rbxts/testez/globals" />
import { DEFAULT_LIMIT_SWITCHES } from "../../../src/testing";
import { ExperienceLimits } from "../../../src/testing/limits/experience-limits";
import { KeyThroughput } from "../../../src/testing/limits/key-throughput";
import { ThrottledKeys } from "../../../src/testing/limits/throttled-keys";
import { ManualTimeline } from "./support/manual-timeline";
import { SpecCloud } from "./support/spec-cloud";
import { SpecServer } from "./support/spec-server";

const KILOBYTE = 1024;
const MEGABYTE = 1024 * KILOBYTE;
const THROTTLED = "KeyThrottled: The request was throttled because the key's throughput limit was reached.";

/** A value whose JSON has so many characters: text, with its two quotes. */
const textOf = (size: number) => string.rep("x", size - 2);

// platform.md 2, Per-key throughput
export = () => {
	let spec: SpecCloud;
	let server: SpecServer;

	const write = (size: number, key = "k") => spec.finish(() => server.store.SetAsync(key, textOf(size))).problem;
	const read = (key = "k") => spec.finish(() => server.store.GetAsync(key, { UseCache: false })).problem;

	beforeEach(() => {
		spec = new SpecCloud();
		server = new SpecServer(spec);
	});

	it("takes 4 MB a minute of writes to a key, and refuses the next kilobyte", () => {
		for (let megabyte = 1; megabyte <= 4; megabyte += 1) expect(write(MEGABYTE)).to.equal(undefined);
		expect(write(1 * KILOBYTE)).to.equal(THROTTLED);
		expect(write(1 * KILOBYTE, "another key")).to.equal(undefined);
	});

	it("applies nothing of a write that it refuses", () => {
		expect(write(4 * MEGABYTE)).to.equal(undefined);
		expect(spec.finish(() => server.store.SetAsync("k", "refused")).problem).to.equal(THROTTLED);
		expect((spec.stored() as string).size()).to.equal(4 * MEGABYTE - 2);
	});

	it("gives 25 MB a minute of a key to readers, and refuses the next read", () => {
		write(4 * MEGABYTE);
		for (let index = 1; index <= 6; index += 1) expect(read()).to.equal(undefined);
		expect(read()).to.equal(THROTTLED);
	});

	it("rounds every request up to a whole kilobyte", () => {
		expect(write(4 * MEGABYTE - 2 * KILOBYTE)).to.equal(undefined);
		expect(write(3)).to.equal(undefined);
		expect(write(KILOBYTE + 1)).to.equal(THROTTLED);
		expect(write(KILOBYTE)).to.equal(undefined);
	});

	it("forgets what is sixty seconds old, and nothing before", () => {
		write(3 * MEGABYTE);
		spec.timeline.advance(30);
		write(MEGABYTE);
		spec.timeline.advance(25);
		const other = new SpecServer(spec);
		const again = () => spec.finish(() => other.store.SetAsync("k", textOf(2 * MEGABYTE))).problem;
		expect(again()).to.equal(THROTTLED);
		spec.timeline.advance(5);
		expect(again()).to.equal(undefined);
		expect(again()).to.equal(THROTTLED);
	});

	it("is one for all servers", () => {
		write(4 * MEGABYTE);
		const other = new SpecServer(spec);
		expect(spec.finish(() => other.store.SetAsync("k", 1)).problem).to.equal(THROTTLED);
	});

	it("counts both halves of an update, and every kind of read", () => {
		write(2 * MEGABYTE);
		const version = spec.ask(() => server.store.UpdateAsync("k", (old) => old)[1]!.Version);
		expect(write(KILOBYTE)).to.equal(THROTTLED);
		// 2 MB were read by the update; 11 times more is 24 MB.
		const other = new SpecServer(spec);
		for (let index = 1; index <= 11; index += 1) {
			expect(spec.finish(() => other.store.GetVersionAsync("k", version)).problem).to.equal(undefined);
		}
		expect(spec.finish(() => other.store.GetVersionAsync("k", version)).problem).to.equal(THROTTLED);
	});

	// platform.md 1, Cache: "costs no budget or throughput"
	it("counts nothing that the cache answers", () => {
		write(4 * MEGABYTE);
		for (let index = 1; index <= 20; index += 1) spec.ask(() => server.store.GetAsync("k"));
		expect(read()).to.equal(undefined);
	});

	it("keeps keys apart that are called alike in other stores, scopes and kinds of stores", () => {
		const { service } = server;
		spec.ask(() => service.GetDataStore("a", "b/c").SetAsync("k", textOf(4 * MEGABYTE)));
		for (const store of [service.GetDataStore("a/b", "c"), service.GetDataStore("a", "b")]) {
			expect(spec.finish(() => store.SetAsync("k", 1)).problem).to.equal(undefined);
		}
		expect(spec.finish(() => service.GetDataStore("a", "b").SetAsync("c/k", 1)).problem).to.equal(undefined);
		const ordered = service.GetOrderedDataStore("a", "b/c");
		expect(spec.finish(() => ordered.SetAsync("k", 1)).problem).to.equal(undefined);
	});

	describe("over a long time", () => {
		it("remembers the keys of the last two minutes at most", () => {
			const timeline = new ManualTimeline();
			const throughput = new KeyThroughput(timeline, MEGABYTE);
			const { keys } = throughput as unknown as { keys: Map<string, object> };
			for (let second = 1; second <= 1000; second += 1) {
				throughput.take(`key ${second}`, 1);
				timeline.advance(1);
				expect(keys.size() <= 120).to.equal(true);
			}
		});

		it("remembers no throttled key that has room again", () => {
			const timeline = new ManualTimeline();
			const experience = new ExperienceLimits(timeline, () => 0, DEFAULT_LIMIT_SWITCHES);
			const throttled = new ThrottledKeys(experience);
			const { targets } = throttled as unknown as { targets: Set<string> };
			for (let index = 1; index <= 100; index += 1) {
				experience.writing.take(`key ${index}`, 4 * MEGABYTE);
				throttled.learn(`key ${index}`);
				expect(throttled.has(`key ${index}`)).to.equal(true);
				timeline.advance(10);
			}
			expect(targets.size() <= 7).to.equal(true);
		});
	});
};
