/// <reference types="@rbxts/testez/globals" />
import { CoalescedJob } from "../../../src/server/session/coalesced-job";

export = () => {
	it("runs once at a time, and once more for all who ask meanwhile", () => {
		let [running, runs, most] = [0, 0, 0];
		const job = new CoalescedJob(() => {
			running += 1;
			most = math.max(most, running);
			task.wait(0.05);
			running -= 1;
			runs += 1;
			return runs;
		});
		const first = job.request();
		const later = [job.request(), job.request(), job.request()];
		expect(first.expect()).to.equal(1);
		for (const promise of later) expect(promise.expect()).to.equal(2);
		expect(runs).to.equal(2);
		expect(most).to.equal(1);
	});

	it("gives the error of a run to those who asked for it, and goes on", () => {
		let runs = 0;
		const job = new CoalescedJob(() => {
			runs += 1;
			if (runs === 1) error("first run", 0);
			return runs;
		});
		const [ok, problem] = job.request().await();
		expect(ok).to.equal(false);
		expect(problem).to.equal("first run");
		expect(job.request().expect()).to.equal(2);
	});

	it("runs again when asked after it has ended", () => {
		let runs = 0;
		const job = new CoalescedJob(() => {
			runs += 1;
			return runs;
		});
		expect(job.request().expect()).to.equal(1);
		expect(job.request().expect()).to.equal(2);
	});
};
