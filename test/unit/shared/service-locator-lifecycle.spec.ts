/// <reference types="@rbxts/testez/globals" />
import { createToken, ServiceHooks, ServiceLocator } from "../../../src/shared/service-locator";

type Log = Array<string>;

/** Registers a service that writes to the log when it is started (+), after a while, and stopped (-). */
function add(locator: ServiceLocator, log: Log, name: string, priority = 0, startSeconds = 0): void {
	const factory = (): ServiceHooks => ({
		start() {
			if (startSeconds > 0) task.wait(startSeconds);
			log.push(`+${name}`);
		},
		stop() {
			log.push(`-${name}`);
		},
	});
	locator.register(createToken<ServiceHooks>(name), { factory, priority });
}

function waitingTests(): void {
	it("waits for a start that yields or returns a promise before it starts the next", () => {
		const locator = new ServiceLocator();
		const log: Log = [];
		add(locator, log, "yields", 2, 0.02);
		locator.register(createToken<ServiceHooks>("promises"), {
			factory: () => ({
				async start() {
					await Promise.delay(0.02);
					log.push("+promises");
				},
			}),
			priority: 1,
		});
		add(locator, log, "last");
		locator.start().expect();
		expect(log.join(" ")).to.equal("+yields +promises +last");
	});

	it("lets a service finish its start when it is stopped meanwhile, and starts no further one", () => {
		const locator = new ServiceLocator();
		const log: Log = [];
		add(locator, log, "quick", 2);
		add(locator, log, "slow", 1, 0.05);
		add(locator, log, "never");
		const starting = locator.start();
		expect(locator.stop().expect().ok).to.equal(true);
		expect(log.join(" ")).to.equal("+quick +slow -slow -quick");
		const started = starting.expect();
		expect(!started.ok && started.error.kind).to.equal("startAborted");
		expect(!started.ok && started.error.context.service).to.equal("slow");
	});

	it("goes on starting when the promise that start returned is cancelled", () => {
		const locator = new ServiceLocator();
		const log: Log = [];
		add(locator, log, "slow", 1, 0.02);
		add(locator, log, "last");
		locator.start().cancel();
		task.wait(0.1);
		expect(log.join(" ")).to.equal("+slow +last");
		expect(locator.stop().expect().ok).to.equal(true);
	});
}

function phaseTests(): void {
	it("refuses to start twice, also after a stop", () => {
		const locator = new ServiceLocator();
		locator.start().expect();
		expect(() => locator.start()).to.throw("started already");
		locator.stop().expect();
		expect(() => locator.start()).to.throw("a locator starts once");
	});

	it("refuses to stop what was not started, and to stop twice", () => {
		const locator = new ServiceLocator();
		expect(() => locator.stop()).to.throw("were not started");
		locator.start().expect();
		locator.stop().expect();
		expect(() => locator.stop()).to.throw("stopped already");
	});

	it("refuses a registration after the start", () => {
		const locator = new ServiceLocator();
		locator.start().expect();
		expect(() => add(locator, [], "late")).to.throw('"late" comes too late');
	});
}

export = () => {
	describe("services that take time to start", waitingTests);
	describe("the phases of a locator", phaseTests);
};
