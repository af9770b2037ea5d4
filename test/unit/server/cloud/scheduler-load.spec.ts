/// <reference types="@rbxts/testez/globals" />
import { Priority, RequestScheduler } from "../../../../src/server/cloud/request-scheduler";
import { createSimulatedServer, SimulatedServer } from "../support/simulated-server";

const PLAYERS = 50;
// With less saved up than is wanted at once, so that the budget matters.
const LIMITS = { startBurst: 20 };
const CLOCK = {
	now() {
		return os.clock();
	},
	unixSeconds() {
		return os.time();
	},
};

interface Tally {
	succeeded: number;
	failed: number;
}

function write(server: SimulatedServer, key: string) {
	return server.stores.update("Store", key, () => ({ value: { key }, userIds: [] }));
}

function count(tally: Tally, result: { readonly ok: boolean }): void {
	if (result.ok) tally.succeeded += 1;
	else tally.failed += 1;
}

/** Fifty opens and fifty saves, all asked for at once. */
function askAll(ask: (priority: Priority, key: string) => { readonly ok: boolean }): Tally {
	const tally: Tally = { succeeded: 0, failed: 0 };
	for (let player = 1; player <= PLAYERS; player += 1) {
		task.spawn(() => count(tally, ask("save", `save${player}`)));
		task.spawn(() => count(tally, ask("open", `open${player}`)));
	}
	return tally;
}

function waitFor(tally: Tally, secondsMax: number): void {
	const deadline = os.clock() + secondsMax;
	while (tally.succeeded + tally.failed < 2 * PLAYERS && os.clock() < deadline) task.wait(0.05);
}

export = () => {
	it("without a scheduler, a full server loses most of what it asks for at once", () => {
		const server = createSimulatedServer({ limits: LIMITS }, PLAYERS);
		const tally = askAll((_, key) => write(server, key));
		waitFor(tally, 30);
		expect(tally.failed > 40).to.equal(true);
	});

	it("gets fifty opens and fifty saves of a full server through, with none queued or dropped by the platform", () => {
		const server = createSimulatedServer({ limits: LIMITS }, PLAYERS);
		const scheduler = new RequestScheduler({ clock: CLOCK, stores: server.stores });
		const tally = askAll((priority, key) =>
			scheduler.submit({ priority, store: "Store", key, cost: "update", send: () => write(server, key) }),
		);
		waitFor(tally, 30);
		expect(tally.succeeded).to.equal(2 * PLAYERS);
		expect(server.cloud.requests["UpdateAsync (dropped)"]).to.equal(undefined);
		expect(server.warnings.size()).to.equal(0);
		const { latency, waiting, inFlight } = scheduler.stats();
		expect(waiting + inFlight).to.equal(0);
		expect(latency.open.meanSeconds < latency.save.meanSeconds).to.equal(true);
	});

	it("keeps below the platform's limit of bytes for one key", () => {
		const server = createSimulatedServer({}, PLAYERS);
		const scheduler = new RequestScheduler({ clock: CLOCK, stores: server.stores });
		const bytes = 1.5 * 1024 * 1024;
		const text = string.rep("x", bytes - 100);
		let [succeeded, failed] = [0, 0];
		for (let index = 1; index <= 4; index += 1) {
			task.spawn(() => {
				const result = scheduler.submit({
					priority: "save",
					store: "Store",
					key: "k",
					cost: "update",
					bytes,
					send: () => server.stores.update("Store", "k", () => ({ value: { text }, userIds: [] })),
				});
				if (result.ok) succeeded += 1;
				else failed += 1;
			});
		}
		task.wait(5);
		expect(failed).to.equal(0);
		expect(succeeded).to.equal(2);
		expect(scheduler.stats().waiting).to.equal(2);
	});
};
