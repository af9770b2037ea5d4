/// <reference types="@rbxts/testez/globals" />
import { Result } from "../../../src/shared/result";
import { createToken, ServiceFailure, ServiceHooks, ServiceLocator } from "../../../src/shared/service-locator";

type Log = Array<string>;

interface Own {
	readonly start?: () => void | Promise<void>;
	readonly stop?: () => void | Promise<void>;
}

/** Registers a service that writes to the log when it is started (+) and stopped (-), before it does its own. */
function add(locator: ServiceLocator, log: Log, name: string, priority: number, own: Own = {}): void {
	const factory = (): ServiceHooks => ({
		start() {
			log.push(`+${name}`);
			return own.start?.();
		},
		stop() {
			log.push(`-${name}`);
			return own.stop?.();
		},
	});
	locator.register(createToken<ServiceHooks>(name), { factory, priority });
}

function failureOf(outcome: Promise<Result<void, ServiceFailure>>): ServiceFailure {
	const result = outcome.expect();
	if (result.ok) error("a failure was expected");
	return result.error;
}

function fails(text: unknown): () => never {
	return () => error(text, 0);
}

function rejected(reason: unknown): Promise<void> {
	return new Promise((_, reject) => reject(reason));
}

function startTests(): void {
	it("stops what was started, in reverse order, when a service fails to start, and names it", () => {
		const locator = new ServiceLocator();
		const log: Log = [];
		add(locator, log, "a", 3);
		add(locator, log, "b", 2);
		add(locator, log, "broken", 1, { start: fails("no luck") });
		add(locator, log, "never", 0);
		const failure = failureOf(locator.start());
		expect(log.join(" ")).to.equal("+a +b +broken -b -a");
		expect(failure.kind).to.equal("startFailed");
		expect(failure.context.service).to.equal("broken");
		expect(failure.context.actual).to.equal("no luck");
		expect(failure.message).to.equal('"broken" failed to start: no luck');
		expect(failure.others.size()).to.equal(0);
	});

	it("takes a rejected and a cancelled promise for a failure", () => {
		const rejecting = new ServiceLocator();
		add(rejecting, [], "a", 0, { start: () => rejected("not today") });
		expect(failureOf(rejecting.start()).context.actual).to.equal("not today");

		const cancelling = new ServiceLocator();
		const cancelled = Promise.delay(60).then(() => {});
		cancelled.cancel();
		add(cancelling, [], "a", 0, { start: () => cancelled });
		expect(failureOf(cancelling.start()).context.actual).to.equal("its promise was cancelled");
	});

	it("reports what failed to stop after a failed start as well", () => {
		const locator = new ServiceLocator();
		add(locator, [], "a", 2, { stop: fails("stuck") });
		add(locator, [], "b", 1, { start: fails("no luck") });
		const failure = failureOf(locator.start());
		expect(failure.message).to.equal('"b" failed to start: no luck; "a" failed to stop: stuck');
		expect(failure.others.map((other) => other.context.service).join(" ")).to.equal("a");
	});

	it("has nothing left to stop after a failed start", () => {
		const locator = new ServiceLocator();
		const log: Log = [];
		add(locator, log, "a", 0, { start: fails("no luck") });
		locator.start().expect();
		expect(() => locator.start()).to.throw("failed to start");
		expect(locator.stop().expect().ok).to.equal(true);
		expect(log.join(" ")).to.equal("+a");
	});
}

function creationTests(): void {
	it("starts nothing when a service cannot be made, and names the one whose factory failed", () => {
		const locator = new ServiceLocator();
		const log: Log = [];
		add(locator, log, "a", 9);
		const inner = createToken<defined>("inner");
		locator.register(createToken("outer"), { factory: (services) => services.resolve(inner), priority: 1 });
		locator.register(inner, { factory: fails("no luck") });
		const failure = failureOf(locator.start());
		expect(failure.kind).to.equal("createFailed");
		expect(failure.context.service).to.equal("inner");
		expect(failure.message).to.equal('"inner" could not be created: no luck');
		expect(log.size()).to.equal(0);
	});

	it("reports a cycle that comes to light at the start", () => {
		const locator = new ServiceLocator();
		const a = createToken<defined>("a");
		const b = createToken<defined>("b");
		locator.register(a, { factory: (services) => services.resolve(b) });
		locator.register(b, { factory: (services) => services.resolve(a) });
		const failure = failureOf(locator.start());
		expect(failure.kind).to.equal("createFailed");
		expect(failure.message.find("a → b → a", 1, true)[0]).to.be.ok();
	});
}

function stopTests(): void {
	it("stops all the others when one fails to stop, and reports every failure", () => {
		const locator = new ServiceLocator();
		const log: Log = [];
		add(locator, log, "a", 3, { stop: () => rejected({ kind: "cloud", message: "too late" }) });
		add(locator, log, "b", 2);
		add(locator, log, "c", 1, { stop: fails("stuck") });
		locator.start().expect();
		log.clear();
		const failure = failureOf(locator.stop());
		expect(log.join(" ")).to.equal("-c -b -a");
		expect(failure.kind).to.equal("stopFailed");
		expect(failure.context.service).to.equal("c");
		expect(failure.message).to.equal('"c" failed to stop: stuck; "a" failed to stop: too late');
		expect(failure.others[0].context.service).to.equal("a");
		expect(() => locator.stop()).to.throw("stopped already");
	});
}

export = () => {
	describe("a failing start", startTests);
	describe("a failing factory at the start", creationTests);
	describe("a failing stop", stopTests);
};
