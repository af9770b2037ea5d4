/// <reference types="@rbxts/testez/globals" />

/*
 * roblox-ts's own Promise, unmodified: it leans on threads, on Heartbeat and on varargs, and games lean on it.
 */

/** Where a promise stands, and what it came to. */
function outcomeOf(promise: Promise<unknown>): string {
	const [status, value] = promise.awaitStatus();
	return `${status} ${value}`;
}

export = () => {
	describe("timers", () => {
		it("resolve after at least the time asked for, with the time it was", () => {
			const began = os.clock();
			const waited = Promise.delay(0.2).expect();
			expect(waited >= 0.2).to.equal(true);
			expect(os.clock() - began >= 0.19).to.equal(true);
		});

		it("end in the order of their times, whatever the order in which they began", () => {
			const order = new Array<number>();
			const delays = [0.3, 0.1, 0.2];
			Promise.all(delays.map((seconds) => Promise.delay(seconds).then(() => order.push(seconds)))).expect();
			expect(order.join(" ")).to.equal("0.1 0.2 0.3");
		});

		it("time out what takes too long, and cancel it", () => {
			let cancelled = false;
			const slow = new Promise<string>((resolve, _, onCancel) => {
				const thread = task.delay(5, () => resolve("late"));
				onCancel(() => {
					task.cancel(thread);
					cancelled = true;
				});
			});
			expect(outcomeOf(slow.timeout(0.1, "too slow"))).to.equal("Rejected too slow");
			expect(cancelled).to.equal(true);
			expect(outcomeOf(Promise.delay(0.05).andThenReturn("quick").timeout(1))).to.equal("Resolved quick");
		});
	});

	describe("chains", () => {
		it("run a handler at once when the value is there, and adopt a promise that it returns", () => {
			const order = new Array<string>();
			const chained = Promise.resolve(2)
				.then((value) => {
					order.push("handler");
					return Promise.delay(0.05).then(() => value * 21);
				})
				.then((value) => `${value}`);
			order.push("after");
			expect(order.join(" ")).to.equal("handler after");
			expect(chained.expect()).to.equal("42");
		});

		it("turn an error into a rejection, skip to the next catch, and go on from there", () => {
			let skipped = true;
			const outcome = Promise.try(() => error({ code: 7 }))
				.then(() => {
					skipped = false;
				})
				.catch((reason: { error?: { code: number }; code?: number }) => reason.code ?? reason.error?.code);
			expect(outcome.expect()).to.equal(7);
			expect(skipped).to.equal(true);
		});

		it("run what stands in finally either way, and throw a rejection at whoever expects", () => {
			const finals = new Array<string>();
			Promise.resolve(1)
				.finally(() => finals.push("resolved"))
				.expect();
			const [ok, reason] = pcall(() =>
				Promise.reject("no")
					.finally(() => finals.push("rejected"))
					.expect(),
			);
			expect(finals.join(" ")).to.equal("resolved rejected");
			expect(ok).to.equal(false);
			expect(tostring(reason).find("no", 1, true)[0]).to.be.ok();
		});

		it("wake every thread that awaits, with false for a rejection", () => {
			const woken = new Array<string>();
			const promise = Promise.delay(0.05).then(() => Promise.reject("gone"));
			for (const name of ["a", "b"]) {
				task.spawn(() => {
					const [ok, reason] = promise.await();
					woken.push(`${name} ${ok} ${reason}`);
				});
			}
			task.wait(0.2);
			expect(woken.join("|")).to.equal("a false gone|b false gone");
		});
	});

	describe("cancellation", () => {
		it("calls the hook, keeps handlers from running, and reaches the parent that nobody else wants", () => {
			let hook = 0;
			let handled = 0;
			const parent = new Promise<void>((_, __, onCancel) => {
				onCancel(() => {
					hook += 1;
				});
			});
			const [one, other] = [1, 2].map(() =>
				parent.then(() => {
					handled += 1;
				}),
			);
			one.cancel();
			expect(parent.getStatus()).to.equal(Promise.Status.Started);
			other.cancel();
			expect(parent.getStatus()).to.equal(Promise.Status.Cancelled);
			expect(hook).to.equal(1);
			task.wait(0.05);
			expect(handled).to.equal(0);
		});

		it("stops a timer, runs finally, and wakes whoever awaits", () => {
			let fired = false;
			let finals = 0;
			const timer = Promise.delay(0.1).then(() => {
				fired = true;
			});
			const guarded = timer.finally(() => {
				finals += 1;
			});
			task.delay(0.05, () => timer.cancel());
			expect(guarded.awaitStatus()[0]).to.equal(Promise.Status.Cancelled);
			task.wait(0.2);
			expect(fired).to.equal(false);
			expect(finals).to.equal(1);
		});
	});

	describe("many at once", () => {
		it("all gives every value in the order asked for, whatever came first", () => {
			const values = Promise.all([
				Promise.delay(0.1).then(() => "slow"),
				Promise.resolve("now"),
				Promise.delay(0.05).then(() => "soon"),
			]).expect();
			expect(values.join(" ")).to.equal("slow now soon");
		});

		it("all rejects at the first rejection, and cancels the rest", () => {
			const rest = Promise.delay(5);
			const failing = Promise.delay(0.05).then(() => Promise.reject("first"));
			expect(outcomeOf(Promise.all([rest, failing]))).to.equal("Rejected first");
			expect(rest.getStatus()).to.equal(Promise.Status.Cancelled);
		});

		it("race takes whoever is first, a rejection too, and cancels the others", () => {
			const slow = Promise.delay(5);
			const quick = Promise.delay(0.05).then(() => "quick");
			expect(outcomeOf(Promise.race<unknown>([slow, quick]))).to.equal("Resolved quick");
			expect(slow.getStatus()).to.equal(Promise.Status.Cancelled);
			const failing = Promise.delay(0.02).then(() => Promise.reject("lost"));
			expect(outcomeOf(Promise.race<unknown>([Promise.delay(5), failing]))).to.equal("Rejected lost");
		});

		it("allSettled waits for all and says how each ended; any takes the first that succeeds", () => {
			const failing = () => Promise.delay(0.02).then(() => Promise.reject("no"));
			const stopped = Promise.delay(5);
			task.delay(0.02, () => stopped.cancel());
			const statuses = Promise.allSettled([stopped, Promise.delay(0.05)]).expect();
			expect(statuses.join(" ")).to.equal("Cancelled Resolved");
			expect(Promise.any<unknown>([failing(), Promise.delay(0.05).andThenReturn("yes")]).expect()).to.equal("yes");
		});

		it("each goes one by one, and fold carries a value along", () => {
			const seen = new Array<string>();
			Promise.each(["a", "b"], (value, index) =>
				Promise.delay(0.15 - index * 0.05).then(() => seen.push(`${index}${value}`)),
			).expect();
			expect(seen.join(" ")).to.equal("1a 2b");
			const sum = Promise.fold([1, 2, 3], (total, value) => Promise.delay(0.01).then(() => total + value), 10);
			expect(sum.expect()).to.equal(16);
		});
	});

	it("retry calls again until it succeeds, with a delay between where one is asked for", () => {
		let calls = 0;
		const flaky = (): Promise<string> => {
			calls += 1;
			return calls < 3 ? (Promise.reject("busy") as Promise<never>) : Promise.resolve("done");
		};
		const began = os.clock();
		expect(Promise.retryWithDelay<[], string>(flaky, 5, 0.1).expect()).to.equal("done");
		expect(calls).to.equal(3);
		expect(os.clock() - began >= 0.19).to.equal(true);
		calls = 0;
		expect(outcomeOf(Promise.retry<[], string>(flaky, 1))).to.equal("Rejected busy");
	});

	it("fromEvent waits for the event that it is told to, and hears no other after it", () => {
		const bindable = new Instance("BindableEvent");
		let asked = 0;
		const heard = Promise.fromEvent(bindable.Event as RBXScriptSignal<(value: number) => void>, (value) => {
			asked += 1;
			return value > 1;
		});
		for (const value of [1, 2, 3]) bindable.Fire(value);
		expect(heard.expect()).to.equal(2);
		task.wait();
		expect(asked).to.equal(2);
		bindable.Destroy();
	});

	it("async functions await, and their errors reject", () => {
		const add = async (a: number, b: number) => {
			await Promise.delay(0.05);
			return a + b;
		};
		const fail = async () => {
			await Promise.delay(0.05);
			error("async boom", 0);
		};
		expect(add(2, 3).expect()).to.equal(5);
		const [ok, reason] = fail().await();
		expect(ok).to.equal(false);
		expect(tostring(reason).find("async boom", 1, true)[0]).to.be.ok();
	});
};
