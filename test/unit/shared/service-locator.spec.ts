/// <reference types="@rbxts/testez/globals" />
import { createTag, createToken, ServiceLocator } from "../../../src/shared/service-locator";

interface Clock {
	readonly now: number;
}

interface Greeter {
	readonly greet: () => string;
}

const ClockToken = createToken<Clock>("Clock");
const GreeterToken = createToken<Greeter>("Greeter");

function registerTests(): void {
	it("makes a service when it is first resolved, and only once", () => {
		const locator = new ServiceLocator();
		let made = 0;
		locator.register(ClockToken, { factory: () => ({ now: ++made }) });
		expect(made).to.equal(0);
		expect(locator.resolve(ClockToken)).to.equal(locator.resolve(ClockToken));
		expect(made).to.equal(1);
	});

	it("makes a service anew at each resolve if it is not a singleton", () => {
		const locator = new ServiceLocator();
		let made = 0;
		locator.register(ClockToken, { factory: () => ({ now: ++made }), singleton: false });
		expect(locator.resolve(ClockToken).now).to.equal(1);
		expect(locator.resolve(ClockToken).now).to.equal(2);
	});

	it("gives factories the locator, so that services can be registered in any order", () => {
		const locator = new ServiceLocator();
		locator.register(GreeterToken, {
			factory: (services) => {
				const clock = services.resolve(ClockToken);
				return { greet: () => `it is ${clock.now}` };
			},
		});
		locator.register(ClockToken, { factory: () => ({ now: 7 }) });
		expect(locator.resolve(GreeterToken).greet()).to.equal("it is 7");
	});

	it("knows which tokens are registered without making their services", () => {
		const locator = new ServiceLocator();
		locator.register(ClockToken, { factory: () => error("made") });
		expect(locator.has(ClockToken)).to.equal(true);
		expect(locator.has(GreeterToken)).to.equal(false);
	});

	it("tells tokens of the same name apart", () => {
		const locator = new ServiceLocator();
		const other = createToken<Clock>("Clock");
		locator.register(ClockToken, { factory: () => ({ now: 1 }) });
		locator.register(other, { factory: () => ({ now: 2 }) });
		expect(locator.resolve(ClockToken).now).to.equal(1);
		expect(locator.resolve(other).now).to.equal(2);
	});

	it("keeps two locators apart", () => {
		const first = new ServiceLocator();
		const second = new ServiceLocator();
		first.register(ClockToken, { factory: () => ({ now: 1 }) });
		second.register(ClockToken, { factory: () => ({ now: 2 }) });
		expect(first.resolve(ClockToken).now).to.equal(1);
		expect(second.resolve(ClockToken).now).to.equal(2);
	});

	it("tries again when a factory failed before", () => {
		const locator = new ServiceLocator();
		let attempts = 0;
		locator.register(ClockToken, { factory: () => (++attempts === 1 ? error("not yet") : { now: attempts }) });
		expect(() => locator.resolve(ClockToken)).to.throw("not yet");
		expect(locator.resolve(ClockToken).now).to.equal(2);
	});
}

function tagTests(): void {
	const Timed = createTag<Clock>("Timed");

	it("finds the services with a tag, the highest priority first, equal ones in order of registration", () => {
		const locator = new ServiceLocator();
		const priorities = [0, 5, 0, 9, 5];
		priorities.forEach((priority, index) => {
			locator.register(createToken<Clock>(`Clock ${index}`), {
				factory: () => ({ now: index }),
				priority,
				tags: [Timed],
			});
		});
		locator.register(ClockToken, { factory: () => ({ now: -1 }) });
		const found = locator.withTag(Timed).map((clock) => clock.now);
		expect(found.join(" ")).to.equal("3 1 4 0 2");
	});

	it("finds nothing for a tag that no service carries", () => {
		expect(new ServiceLocator().withTag(Timed).size()).to.equal(0);
	});

	it("finds the same instance that resolve gives", () => {
		const locator = new ServiceLocator();
		locator.register(ClockToken, { factory: () => ({ now: 1 }), tags: [Timed, createTag("Anything")] });
		expect(locator.withTag(Timed)[0]).to.equal(locator.resolve(ClockToken));
	});
}

export = () => {
	describe("registering and resolving", registerTests);
	describe("tags", tagTests);
};
