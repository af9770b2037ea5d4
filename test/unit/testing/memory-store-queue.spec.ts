/// <reference types="@rbxts/testez/globals" />
import { SimulatedQueue } from "../../../src/testing/memory-store/simulated-queue";
import { SpecMemory } from "./support/spec-memory";

interface Reading {
	readonly items: string;
	readonly id: string | undefined;
}

export = () => {
	let spec: SpecMemory;
	let queue: SimulatedQueue;
	let other: SimulatedQueue;

	beforeEach(() => {
		spec = new SpecMemory();
		queue = spec.connect().GetQueue("Queue");
		other = spec.connect().GetQueue("Queue");
	});

	function add(...values: Array<string>): void {
		for (const value of values) spec.ask(() => queue.AddAsync(value, 3600));
	}

	const reading = (from: SimulatedQueue, count: number, allOrNothing?: boolean, wait = 0) => {
		return (): Reading => {
			const [items, id] = from.ReadAsync(count, allOrNothing, wait);
			return { items: (items as Array<string>).join(" "), id };
		};
	};

	const read = (from: SimulatedQueue, count: number, allOrNothing?: boolean): Reading =>
		spec.ask(reading(from, count, allOrNothing));

	// platform.md 3: "AddAsync(v,ttl,priority=0) (higher first, FIFO within)"
	it("gives the highest priority first, and among equals what was added first", () => {
		add("a", "b");
		spec.ask(() => queue.AddAsync("urgent", 3600, 5));
		spec.ask(() => queue.AddAsync("whenever", 3600, -1));
		add("c");
		expect(read(other, 100).items).to.equal("urgent a b c whenever");
	});

	// platform.md 3: "GetQueue(name, invisibility=30)"; "Hence at-least-once"
	it("hides what was read for 30 seconds, and then gives it again, in its old place", () => {
		add("a", "b");
		expect(read(queue, 1).items).to.equal("a");
		expect(read(other, 5).items).to.equal("b");
		expect(read(other, 5).items).to.equal("");
		spec.timeline.advance(30);
		expect(read(other, 5).items).to.equal("a b");
	});

	it("hides it for as long as the queue that read it was asked for with", () => {
		add("a");
		const quick = spec.connect().GetQueue("Queue", 3);
		expect(read(quick, 1).items).to.equal("a");
		spec.timeline.advance(3);
		expect(read(other, 1).items).to.equal("a");
	});

	// platform.md 3: "RemoveAsync(id) no-op after invisibility lapses"
	it("removes what was read, but no more after its invisibility has lapsed", () => {
		add("a", "b");
		const first = read(queue, 1);
		spec.ask(() => other.RemoveAsync(first.id!));
		expect(spec.ask(() => queue.GetSizeAsync())).to.equal(1);
		const late = read(queue, 1);
		spec.timeline.advance(31);
		spec.ask(() => queue.RemoveAsync(late.id!));
		expect(spec.ask(() => queue.GetSizeAsync())).to.equal(1);
		expect(read(other, 1).items).to.equal("b");
		// Read anew, it belongs to that reading.
		spec.ask(() => queue.RemoveAsync(late.id!));
		expect(spec.ask(() => queue.GetSizeAsync())).to.equal(1);
	});

	// platform.md 3: "allOrNothing=false"
	it("gives fewer than asked for, or none where it is all or nothing", () => {
		add("a", "b");
		const none = read(queue, 3, true);
		expect(none.items).to.equal("");
		expect(none.id).to.equal(undefined);
		expect(read(queue, 3).items).to.equal("a b");
	});

	// platform.md 3: "GetSizeAsync(excludeInvisible=false)"
	it("counts what is invisible too, unless it is told not to", () => {
		add("a", "b", "c");
		read(queue, 2);
		expect(spec.ask(() => queue.GetSizeAsync())).to.equal(3);
		expect(spec.ask(() => queue.GetSizeAsync(true))).to.equal(1);
	});

	// platform.md 3: "wait=-1 forever … polls every 2 s"
	describe("waiting", () => {
		it("looks again every two seconds, for ever if nothing else is said", () => {
			const call = spec.begin(() => other.ReadAsync(1)[0][0]);
			spec.timeline.advance(100);
			expect(call.done).to.equal(false);
			// Just after a look at it: every look takes 2 s and its own 0.1 s.
			add("late");
			spec.timeline.advance(2.2);
			expect(call.value).to.equal("late");
			expect(spec.counted("MemoryStoreQueue.ReadAsync")).to.equal(1);
			expect(spec.counted("MemoryStoreQueue.ReadAsync (again)") > 40).to.equal(true);
		});

		it("gives up when the time is over", () => {
			const call = spec.begin(reading(other, 1, false, 5));
			spec.timeline.advance(4.1);
			expect(call.done).to.equal(false);
			spec.timeline.advance(1);
			expect(call.value!.items).to.equal("");
		});

		// platform.md 3: "Read = items returned (min 1; Read +1 per 2 s waiting)"
		it("costs a unit for each item, one at least, and one for every two seconds of waiting", () => {
			add("a", "b", "c");
			expect(spec.unitsOf(reading(queue, 3))).to.equal(3);
			expect(spec.unitsOf(reading(queue, 3))).to.equal(1);
			const before = spec.backend.units.used();
			spec.begin(reading(queue, 3, false, 4));
			spec.timeline.advance(10);
			expect(spec.backend.units.used() - before).to.equal(3);
		});
	});

	// platform.md 3: "AddAsync(v,ttl"
	it("forgets items that have expired, as if they had never been added", () => {
		spec.ask(() => queue.AddAsync("short", 5));
		add("long");
		spec.timeline.advance(5);
		expect(spec.ask(() => queue.GetSizeAsync())).to.equal(1);
		expect(read(queue, 5).items).to.equal("long");
	});

	// platform.md 3: "ReadAsync(≤100"
	it("refuses to read less than 1 and more than 100 items", () => {
		for (const count of [0, 101]) expect(spec.statusOf(() => queue.ReadAsync(count))).to.equal("InvalidRequest");
		expect(spec.statusOf(() => queue.AddAsync("a", 60, 0 / 0))).to.equal("InvalidRequest");
	});
};
