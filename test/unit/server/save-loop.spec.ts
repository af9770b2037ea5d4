/// <reference types="@rbxts/testez/globals" />
import { StoreFailure } from "../../../src/server/cloud/ports";
import { SaveFailure, SaveLoop, SaveOrder, SaveReport } from "../../../src/server/session/save-loop";
import { fail, Result, succeed } from "../../../src/shared/result";

const PASSING: StoreFailure = { message: "502", retryable: true };
const FATAL: StoreFailure = { message: "105", retryable: false };

type Answer = Result<SaveReport, StoreFailure>;

/** A loop whose writes stay under way until the spec answers them. */
class HeldLoop {
	/** How often the loop said that the document is lost. */
	losses = 0;
	revision = 1;
	/** Each write that was begun: `save` or `release`. */
	readonly begun = new Array<string>();
	/** What became of each who waited, in the order in which they were told. */
	readonly told = new Array<string>();
	failures = 0;
	/** What a write that is under way was raised to. */
	readonly raised = new Array<string>();
	readonly loop: SaveLoop;
	private held?: thread;
	private answer?: Answer;

	constructor() {
		this.loop = new SaveLoop({
			isHeld: () => false,
			raise: (priority) => this.raised.push(priority),
			lost: () => {
				this.losses += 1;
			},
			clock: { now: () => os.clock(), unixSeconds: () => 0 } as never,
			revision: () => this.revision,
			write: (order) => this.hold(order),
		});
		this.loop.failed.subscribe(() => {
			this.failures += 1;
		});
	}

	save(name: string): void {
		this.tell(name, new Promise((resolve) => this.loop.save(resolve)));
	}

	release(name: string): void {
		this.tell(name, this.loop.release());
	}

	/** The write that is under way has held this revision. */
	saved(revision = this.revision, outcome: SaveReport["outcome"] = "saved"): void {
		this.end(succeed({ revision, outcome }));
	}

	end(answer: Answer): void {
		const { held } = this;
		assert(held !== undefined, "no write is under way");
		this.held = undefined;
		this.answer = answer;
		task.spawn(held!);
	}

	isWriting(): boolean {
		return this.held !== undefined;
	}

	/** Waits until a write that is tried again has begun. */
	waitForWrite(): void {
		while (this.held === undefined) task.wait();
	}

	private hold({ release }: SaveOrder): Answer {
		this.begun.push(release ? "release" : "save");
		this.held = coroutine.running();
		coroutine.yield();
		return this.answer!;
	}

	private tell(name: string, promise: Promise<Result<number, SaveFailure>>): void {
		task.spawn(() => {
			const result = promise.expect();
			this.told.push(`${name} ${result.ok ? result.value : result.error.kind}`);
		});
	}
}

export = () => {
	let held: HeldLoop;

	const order = () => held.begun.join(",");
	const told = () => held.told.join(",");

	beforeEach(() => {
		held = new HeldLoop();
	});

	it("writes at once, and tells the revision that the store has", () => {
		held.save("a");
		expect(order()).to.equal("save");
		expect(told()).to.equal("");
		held.saved();
		expect(told()).to.equal("a 1");
		expect(held.isWriting()).to.equal(false);
	});

	it("never writes twice at once: who asks during a write shares the one after it", () => {
		held.save("a");
		held.revision = 2;
		held.save("b");
		held.save("c");
		expect(order()).to.equal("save");
		held.saved(1);
		expect(told()).to.equal("a 1");
		expect(order()).to.equal("save,save");
		held.saved(2);
		expect(told()).to.equal("a 1,b 2,c 2");
	});

	it("does not write again for who asked during a write that has what they wanted", () => {
		held.save("a");
		held.save("b");
		held.saved(1);
		expect(told()).to.equal("a 1,b 1");
		expect(order()).to.equal("save");
	});

	it("tries again what may pass, and gives an ordinary save up after five tries", () => {
		held.save("a");
		for (let tries = 1; tries <= 5; tries += 1) {
			held.waitForWrite();
			held.end(fail(PASSING));
		}
		expect(told()).to.equal("a cloud");
		expect(held.failures).to.equal(5);
		expect(held.begun.size()).to.equal(5);
		held.save("b");
		held.saved();
		expect(told()).to.equal("a cloud,b 1");
	});

	it("gives an ordinary save up at once when no repetition can help", () => {
		held.save("a");
		held.end(fail(FATAL));
		expect(told()).to.equal("a cloud");
		expect(held.begun.size()).to.equal(1);
	});

	it("never gives a release up", () => {
		held.release("a");
		for (let tries = 1; tries <= 7; tries += 1) {
			held.waitForWrite();
			held.end(fail(tries === 3 ? FATAL : PASSING));
			held.loop.hurry();
		}
		held.waitForWrite();
		held.saved();
		expect(told()).to.equal("a 1");
		expect(held.failures).to.equal(7);
	});

	it("releases after the save that is under way, in one more write that serves everybody", () => {
		held.save("a");
		held.revision = 2;
		held.save("b");
		held.release("c");
		held.saved(1);
		expect(order()).to.equal("save,release");
		held.saved(2);
		expect(told()).to.equal("a 1,b 2,c 2");
	});

	it("writes nothing after a release", () => {
		held.release("a");
		held.saved();
		held.loop.touch();
		held.save("b");
		expect(order()).to.equal("release");
		expect(held.loop.handOn()).to.equal(false);
	});

	it("ends for everybody who waits when the session turns out to be lost", () => {
		held.save("a");
		held.revision = 2;
		held.save("b");
		held.saved(0, "lost");
		expect(told()).to.equal("a lost,b lost");
		held.loop.touch();
		expect(order()).to.equal("save");
	});

	it("touches by one write, which nobody waits for, and not while another write shows the same", () => {
		held.loop.touch();
		held.loop.touch();
		expect(order()).to.equal("save");
		held.saved();
		held.save("a");
		held.loop.touch();
		held.saved();
		expect(order()).to.equal("save,save");
	});

	it("a release that is asked for wakes a save that waits to be tried again", () => {
		held.save("a");
		held.end(fail(PASSING));
		held.release("b");
		task.wait();
		expect(order()).to.equal("save,release");
		held.saved();
		expect(told()).to.equal("a 1,b 1");
	});

	it("handed on, ends after the try that is under way, and says so to who waits", () => {
		held.release("a");
		let cutShort: boolean | undefined;
		task.spawn(() => {
			cutShort = held.loop.handOn();
		});
		expect(cutShort).to.equal(undefined);
		held.end(fail(PASSING));
		while (cutShort === undefined) task.wait();
		expect(cutShort).to.equal(true);
		expect(told()).to.equal("a handedOn");
		expect(held.begun.size()).to.equal(1);
	});

	it("handed on while the try under way succeeds, was not cut short", () => {
		held.release("a");
		let cutShort: boolean | undefined;
		task.spawn(() => {
			cutShort = held.loop.handOn();
		});
		held.saved();
		while (cutShort === undefined) task.wait();
		expect(cutShort).to.equal(false);
		expect(told()).to.equal("a 1");
	});
};
