/// <reference types="@rbxts/testez/globals" />
import { createToken, ServiceHooks, ServiceLocator, ServiceToken } from "../../../src/shared/service-locator";

type Log = Array<string>;

interface Plan {
	readonly priority?: number;
	readonly needs?: ReadonlyArray<ServiceToken<ServiceHooks>>;
	readonly singleton?: false;
}

function hooks(name: string, log: Log): ServiceHooks {
	return {
		start() {
			log.push(`+${name}`);
		},
		stop() {
			log.push(`-${name}`);
		},
	};
}

/** Registers a service that writes to the log when it is started (+) and stopped (-). */
function add(locator: ServiceLocator, log: Log, name: string, plan: Plan = {}): ServiceToken<ServiceHooks> {
	const token = createToken<ServiceHooks>(name);
	const { priority, needs = [] } = plan;
	const factory = (services: Pick<ServiceLocator, "resolve">): ServiceHooks => {
		needs.forEach((needed) => services.resolve(needed));
		return hooks(name, log);
	};
	if (plan.singleton === false) locator.register(token, { factory, singleton: false });
	else locator.register(token, { factory, priority });
	return token;
}

function orderTests(): void {
	it("starts the highest priority first, equal ones in order of registration, and stops in reverse", () => {
		const locator = new ServiceLocator();
		const log: Log = [];
		add(locator, log, "a");
		add(locator, log, "b", { priority: 10 });
		add(locator, log, "c");
		add(locator, log, "d", { priority: -1 });
		add(locator, log, "e", { priority: 10 });
		expect(locator.start().expect().ok).to.equal(true);
		expect(log.join(" ")).to.equal("+b +e +a +c +d");
		log.clear();
		expect(locator.stop().expect().ok).to.equal(true);
		expect(log.join(" ")).to.equal("-d -c -a -e -b");
	});

	it("starts what a service needs before it, however low its priority", () => {
		const locator = new ServiceLocator();
		const log: Log = [];
		const low = add(locator, log, "low", { priority: -5 });
		const lower = add(locator, log, "lower", { priority: -9, needs: [low] });
		add(locator, log, "middle");
		add(locator, log, "high", { priority: 5, needs: [lower] });
		locator.start().expect();
		expect(log.join(" ")).to.equal("+low +lower +high +middle");
		locator.stop().expect();
		expect(log.join(" ")).to.equal("+low +lower +high +middle -middle -high -lower -low");
	});

	it("keeps to what services need when they were made before the start", () => {
		const locator = new ServiceLocator();
		const log: Log = [];
		const needed = add(locator, log, "needed");
		const needing = add(locator, log, "needing", { priority: 1, needs: [needed] });
		locator.resolve(needed);
		locator.resolve(needing);
		locator.start().expect();
		expect(log.join(" ")).to.equal("+needed +needing");
	});

	it("sees through services that are made anew each time, and does not start those", () => {
		const locator = new ServiceLocator();
		const log: Log = [];
		const needed = add(locator, log, "needed");
		const transient = add(locator, log, "transient", { needs: [needed], singleton: false });
		add(locator, log, "needing", { priority: 1, needs: [transient] });
		locator.start().expect();
		locator.stop().expect();
		expect(log.join(" ")).to.equal("+needed +needing -needing -needed");
	});

	it("starts an instance once that is registered under two tokens", () => {
		const locator = new ServiceLocator();
		const log: Log = [];
		const real = add(locator, log, "real");
		locator.register(createToken<ServiceHooks>("alias"), { factory: (services) => services.resolve(real) });
		locator.start().expect();
		locator.stop().expect();
		expect(log.join(" ")).to.equal("+real -real");
	});

	it("makes every service before it starts the first", () => {
		const locator = new ServiceLocator();
		const log: Log = [];
		add(locator, log, "first", { priority: 1 });
		locator.register(createToken("second"), {
			factory: () => {
				log.push("made second");
				return {};
			},
		});
		locator.start().expect();
		expect(log.join(", ")).to.equal("made second, +first");
	});
}

export = () => {
	describe("the order of starting and stopping", orderTests);
};
