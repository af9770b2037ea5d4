/// <reference types="@rbxts/testez/globals" />
import type { Guess } from "../../../src/client/guess";
import { IntentLog } from "../../../src/client/intent-log";
import { RoundTrip } from "../../../src/client/round-trip";
import { guessOf, setOf } from "./guesses";

function namesOf(guesses: ReadonlyArray<Guess>): string {
	return guesses.map(({ intent }) => (intent.kind === "call" ? intent.name : "set")).join(" ");
}

export = () => {
	let log: IntentLog;

	beforeEach(() => {
		log = new IntentLog(new RoundTrip());
	});

	function add(...names: ReadonlyArray<string>): void {
		for (const name of names) log.add(guessOf(name));
	}

	function acknowledge(acked: number, now = 0.1): ReturnType<IntentLog["acknowledge"]> {
		return log.acknowledge({ acked: acked % 64, rejected: [] }, now);
	}

	describe("takeDue", () => {
		it("gives each once, with numbers that follow one another", () => {
			add("a", "b");
			const due = log.takeDue(0);
			expect(namesOf(due)).to.equal("a b");
			expect(due.map(({ sequence }) => `${sequence}`).join(" ")).to.equal("1 2");
			expect(log.takeDue(0).size()).to.equal(0);
			add("c");
			expect(log.takeDue(0.1)[0].sequence).to.equal(3);
		});

		it("keeps what may wait, but not when something behind it may not", () => {
			log.add(guessOf("slow", [], { dueAt: 5 }));
			expect(log.takeDue(0).size()).to.equal(0);
			add("fast");
			log.add(guessOf("last", [], { dueAt: 5 }));
			expect(namesOf(log.takeDue(0))).to.equal("slow fast");
			expect(namesOf(log.takeDue(5.01)).find("last", 1, true)[0]).to.be.a("number");
		});

		it("gives all that was not answered again after a while, and waits longer each time", () => {
			add("a", "b");
			log.takeDue(0);
			const times = new Array<number>();
			for (const now of $range(1, 600)) if (namesOf(log.takeDue(now / 10)) === "a b") times.push(now / 10);
			expect(times[0] >= 1 && times[0] < 1.2).to.equal(true);
			for (const index of $range(2, times.size() - 1)) {
				const [earlier, later] = [times[index - 1] - times[index - 2], times[index] - times[index - 1]];
				expect(later >= earlier).to.equal(true);
			}
			expect(times.size() < 8).to.equal(true);
		});

		it("gives nothing before the time that the server has named, and then all again", () => {
			add("a", "b");
			log.takeDue(0);
			log.acknowledge({ acked: 0, rejected: [], retryAfter: 2 }, 0.1);
			add("c");
			expect(log.takeDue(2).size()).to.equal(0);
			expect(namesOf(log.takeDue(2.2))).to.equal("a b c");
		});

		it("gives again what the server has missed, once", () => {
			add("a", "b", "c");
			log.takeDue(0);
			log.acknowledge({ acked: 1, rejected: [], resend: true }, 0.1);
			log.acknowledge({ acked: 1, rejected: [], resend: true }, 0.1);
			expect(namesOf(log.takeDue(0.2))).to.equal("b c");
			expect(log.takeDue(0.21).size()).to.equal(0);
		});

		it("has no more bytes under way than the server keeps, but always one", () => {
			for (const _ of $range(1, 4)) log.add(guessOf("long", [], { bytes: buffer.create(3500) }));
			expect(log.takeDue(0).size()).to.equal(2);
			acknowledge(1);
			expect(log.takeDue(0.1).size()).to.equal(1);
			const one = new IntentLog(new RoundTrip());
			one.add(guessOf("huge", [], { bytes: buffer.create(50000) }));
			expect(one.takeDue(0).size()).to.equal(1);
		});
	});

	describe("acknowledge", () => {
		it("settles all up to a number, and tells the rejected from the others", () => {
			add("a", "b", "c");
			log.takeDue(0);
			const rejection = { code: "refused", message: "no" } as const;
			const settled = log.acknowledge({ acked: 2, rejected: [{ sequence: 2, rejection }] }, 0.1);
			expect(namesOf(settled.confirmed)).to.equal("a");
			expect(namesOf(settled.rejected.map((it) => it.guess))).to.equal("b");
			expect(settled.rejected[0].rejection.message).to.equal("no");
			expect(namesOf(log.all())).to.equal("c");
		});

		it("settles a whole window at once, again and again, whatever its numbers look like", () => {
			let acked = 0;
			for (const _ of $range(1, 6)) {
				while (!log.isFull()) add("a");
				const due = log.takeDue(0).size();
				expect(due).to.equal(32);
				acked += due;
				expect(acknowledge(acked).confirmed.size()).to.equal(32);
			}
		});

		it("settles nothing twice, and nothing that was never sent", () => {
			add("a", "b");
			log.takeDue(0);
			expect(acknowledge(1).confirmed.size()).to.equal(1);
			expect(acknowledge(1).confirmed.size()).to.equal(0);
			add("c");
			expect(namesOf(acknowledge(30).confirmed)).to.equal("b");
			expect(namesOf(log.all())).to.equal("c");
		});

		it("tells how long the way is only from what was sent once", () => {
			const roundTrip = new RoundTrip();
			log = new IntentLog(roundTrip);
			add("a");
			log.takeDue(0);
			log.takeDue(5);
			acknowledge(1, 5.1);
			expect(roundTrip.seconds()).to.equal(0.25);
			add("b");
			log.takeDue(6);
			acknowledge(2, 6.5);
			expect(roundTrip.seconds()).to.be.near(0.5);
		});
	});

	describe("findReplaceable", () => {
		it("finds what has the same aim and is not sent", () => {
			const older = setOf(["a"], 1);
			log.add(older);
			expect(log.findReplaceable(setOf(["a"], 2).intent)).to.equal(older);
			expect(log.findReplaceable(setOf(["b"], 2).intent)).to.equal(undefined);
			log.takeDue(0);
			expect(log.findReplaceable(setOf(["a"], 2).intent)).to.equal(undefined);
		});

		it("looks past values for other places, but not past what holds or reads the place", () => {
			const older = setOf(["a", "x"], 1);
			log.add(older);
			log.add(setOf(["b"], 1));
			expect(log.findReplaceable(setOf(["a", "x"], 2).intent)).to.equal(older);
			log.add(setOf(["a"], 1));
			expect(log.findReplaceable(setOf(["a", "x"], 2).intent)).to.equal(undefined);
		});

		it("looks past no call", () => {
			log.add(guessOf("dial", [1], { coalesces: true }));
			add("other");
			expect(log.findReplaceable(guessOf("dial", [2]).intent)).to.equal(undefined);
		});
	});

	it("begins anew when it is cleared, and gives what was left", () => {
		add("a", "b");
		log.takeDue(0);
		acknowledge(1);
		add("c");
		expect(namesOf(log.clear())).to.equal("b c");
		add("d");
		expect(log.takeDue(0.2)[0].sequence).to.equal(1);
	});
};
