/// <reference types="@rbxts/testez/globals" />
import { createRealTimeline, createSimulatedCloud, createThreadLink } from "../../../src/testing";

const QUICK = { readSeconds: [0, 0.02], writeSeconds: [0, 0.02] } as const;

// Without a timeline of its own the cloud runs on the engine's clock and scheduler, as it does in Studio.
export = () => {
	describe("createRealTimeline", () => {
		it("begins at the Unix time of os.time", () => {
			const before = os.time();
			const now = createRealTimeline().now();
			expect(now >= before - 0.001 && now <= os.time() + 1).to.equal(true);
		});

		it("stays within a second of os.time, with fractions, and never goes back", () => {
			const timeline = createRealTimeline();
			let last = timeline.now();
			let fractions = 0;
			for (let step = 1; step <= 12; step += 1) {
				task.wait(0.1);
				const now = timeline.now();
				expect(now - last > 0.05).to.equal(true);
				expect(math.abs(now - os.time()) <= 1.1).to.equal(true);
				if (now % 1 > 0.001 && now % 1 < 0.999) fractions += 1;
				last = now;
			}
			expect(fractions > 6).to.equal(true);
			for (let step = 1; step <= 1000; step += 1) {
				const now = timeline.now();
				expect(now >= last).to.equal(true);
				last = now;
			}
		});

		it("calls back once, after the time it was asked for and not during the call", () => {
			const timeline = createRealTimeline();
			const calls = new Array<number>();
			// From a frame on: headless, looking at clocks takes time that a waiting thread gets back.
			task.wait(0.1);
			const begun = timeline.now();
			timeline.schedule(0.1, () => calls.push(timeline.now() - begun));
			timeline.schedule(0, () => calls.push(0));
			expect(calls.size()).to.equal(0);
			task.wait(0.25);
			expect(calls.size()).to.equal(2);
			expect(calls[1] >= 0.099).to.equal(true);
		});
	});

	describe("createThreadLink", () => {
		it("gives a waiting thread what it is woken with", () => {
			const link = createThreadLink();
			const value = link.suspend<string>((wake) => task.delay(0.02, () => wake("awake")));
			expect(value).to.equal("awake");
		});

		it("leaves a thread alone that was cancelled while it waited", () => {
			const link = createThreadLink();
			let [wakeUp, returned] = [undefined as ((value: number) => void) | undefined, false];
			const thread = task.spawn(() => {
				link.suspend<number>((wake) => (wakeUp = wake));
				returned = true;
			});
			task.cancel(thread);
			wakeUp!(1);
			expect(returned).to.equal(false);
		});
	});

	it("carries reads, writes, updates and messages between servers", () => {
		const cloud = createSimulatedCloud({
			latency: QUICK,
			messaging: { delaySeconds: [0, 0.05], loss: 0, duplication: 0 },
		});
		const [one, other] = [cloud.connect(), cloud.connect()];
		const heard = new Array<string>();
		other.MessagingService.SubscribeAsync("topic", (message) => heard.push(tostring(message.Data)));
		const store = one.DataStoreService.GetDataStore("Store");
		store.SetAsync("k", 1);
		expect(store.UpdateAsync<number>("k", (old) => old + 1)[0]).to.equal(2);
		expect(other.DataStoreService.GetDataStore("Store").GetAsync("k")[0]).to.equal(2);
		const map = one.MemoryStoreService.GetHashMap("Map");
		map.SetAsync("m", "kept", 60);
		expect(other.MemoryStoreService.GetHashMap("Map").GetAsync("m")).to.equal("kept");
		one.MessagingService.PublishAsync("topic", "hello");
		task.wait(0.2);
		expect(heard.join(" ")).to.equal("hello");
	});

	it("lets two servers update one key at a time, and loses nothing", () => {
		const cloud = createSimulatedCloud({ latency: QUICK });
		let done = 0;
		for (let index = 1; index <= 4; index += 1) {
			const store = cloud.connect().DataStoreService.GetDataStore("Store");
			task.spawn(() => {
				store.UpdateAsync<number | undefined>("k", (old) => (old ?? 0) + 1);
				done += 1;
			});
		}
		for (let step = 1; step <= 20 && done < 4; step += 1) task.wait(0.05);
		expect(done).to.equal(4);
		expect(cloud.inspect("Store", "k")).to.equal(4);
	});

	it("has its faults and its queues in real time too", () => {
		const cloud = createSimulatedCloud({
			latency: QUICK,
			limits: { startBurst: 1 },
			faults: { dataStores: { late: 1, lateSeconds: [0.1, 0.1] } },
		});
		const services = cloud.connect(undefined, { players: () => 100, warn: () => undefined });
		const store = services.DataStoreService.GetDataStore("Store");
		const begun = os.clock();
		const [first] = pcall(() => store.SetAsync("a", 1));
		const [second] = pcall(() => store.SetAsync("b", 2));
		expect(`${first} ${second}`).to.equal("false false");
		// The second had to wait for its budget: 4,060 a minute.
		expect(os.clock() - begun >= 0.014).to.equal(true);
		task.wait(0.25);
		expect(`${cloud.inspect("Store", "a")} ${cloud.inspect("Store", "b")}`).to.equal("1 2");
	});
};
