/// <reference types="@rbxts/testez/globals" />
/*
 * What scripts may expect of the engine: true in Studio, and so it has to be true headless.
 */

export = () => {
	describe("task", () => {
		it("spawns at once, defers to the end of the current step, and delays to a later frame", () => {
			const order = new Array<string>();
			task.delay(0, () => order.push("delayed"));
			task.defer(() => order.push("deferred"));
			task.spawn(() => order.push("spawned"));
			order.push("here");
			task.wait(0.1);
			expect(order.join(" ")).to.equal("spawned here deferred delayed");
		});

		it("waits at least as long as asked, and says how long it was", () => {
			const began = os.clock();
			const waited = task.wait(0.1);
			expect(waited >= 0.1).to.equal(true);
			expect(os.clock() - began >= 0.09).to.equal(true);
		});

		it("passes every argument on, nil among them", () => {
			let count = 0;
			task.spawn((...values: Array<unknown>) => {
				count = select("#", ...values);
			}, 1);
			expect(count).to.equal(1);
		});

		it("cancels what has not yet run", () => {
			let ran = false;
			const thread = task.delay(0.05, () => {
				ran = true;
			});
			task.cancel(thread);
			task.wait(0.15);
			expect(ran).to.equal(false);
		});

		it("cancels a thread that waits", () => {
			let ran = false;
			const thread = task.spawn(() => {
				task.wait(0.05);
				ran = true;
			});
			task.cancel(thread);
			task.wait(0.15);
			expect(ran).to.equal(false);
			expect(coroutine.status(thread)).to.equal("dead");
		});
	});

	describe("coroutines", () => {
		it("keep an error value that is a table", () => {
			const problem = { code: 5 };
			const thread = coroutine.create(() => error(problem));
			const [ok, caught] = coroutine.resume(thread);
			expect(ok).to.equal(false);
			expect(caught).to.equal(problem);
		});

		it("throw the error of a wrapped function at the caller", () => {
			const problem = { code: 6 };
			const wrapped = coroutine.wrap((): void => error(problem));
			const [ok, caught] = pcall(wrapped);
			expect(ok).to.equal(false);
			expect(caught).to.equal(problem);
		});

		it("pass values both ways", () => {
			const thread = coroutine.create((a: number) => {
				const [b] = coroutine.yield(a + 1) as unknown as LuaTuple<[number]>;
				return b * 2;
			});
			expect(coroutine.resume(thread, 1)[1]).to.equal(2);
			expect(coroutine.resume(thread, 21)[1]).to.equal(42);
			expect(coroutine.resume(thread)[0]).to.equal(false);
		});

		it("may wait for the engine inside of one that was resumed by hand", () => {
			let done = false;
			const thread = coroutine.create(() => {
				task.wait(0.05);
				done = true;
			});
			expect(coroutine.resume(thread)[0]).to.equal(true);
			expect(done).to.equal(false);
			task.wait(0.15);
			expect(done).to.equal(true);
		});
	});

	describe("promises", () => {
		it("wait, chain and reject as roblox-ts's own do", () => {
			const value = Promise.delay(0.05)
				.then(() => 20)
				.then((twenty) => twenty + 1)
				.expect();
			expect(value).to.equal(21);
			const [ok] = Promise.reject("no").await();
			expect(ok).to.equal(false);
			const [settled] = Promise.all([Promise.resolve(1), Promise.delay(0.02).then(() => 2)]).await();
			expect(settled).to.equal(true);
		});
	});
};
