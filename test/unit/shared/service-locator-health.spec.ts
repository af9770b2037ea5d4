/// <reference types="@rbxts/testez/globals" />
import { createToken, HealthCheckResult, ServiceLocator } from "../../../src/shared/service-locator";

type Answer = HealthCheckResult | Promise<HealthCheckResult>;

/** Registers a service of nothing but a health check. */
function add(locator: ServiceLocator, name: string, check: () => Answer, priority = 0): void {
	locator.register(createToken(name), { factory: () => ({}), healthCheck: check, priority });
}

function gatherTests(): void {
	it("is healthy when there is nothing to check", () => {
		const locator = new ServiceLocator();
		locator.register(createToken("silent"), { factory: () => ({}) });
		const report = locator.health().expect();
		expect(report.status).to.equal("healthy");
		expect(report.services.size()).to.equal(0);
	});

	it("gathers every check, the highest priority first, whether it answers at once or later", () => {
		const locator = new ServiceLocator();
		add(locator, "slow", () => Promise.delay(0.02).then((): HealthCheckResult => ({ status: "healthy" })));
		add(locator, "quick", () => ({ status: "healthy", message: "12 ms" }), 5);
		const report = locator.health().expect();
		expect(report.services.map((health) => health.service).join(" ")).to.equal("quick slow");
		expect(report.services[0].message).to.equal("12 ms");
		expect(report.message).to.equal("2 of 2 checked services are healthy");
	});

	it("is as bad as the worst answer", () => {
		const locator = new ServiceLocator();
		add(locator, "good", () => ({ status: "healthy" }));
		add(locator, "slow", () => ({ status: "degraded", message: "90% of the budget used" }));
		expect(locator.health().expect().status).to.equal("degraded");
		add(locator, "bad", () => ({ status: "unhealthy" }));
		add(locator, "fine", () => ({ status: "healthy" }));
		const report = locator.health().expect();
		expect(report.status).to.equal("unhealthy");
		expect(report.message).to.equal(
			"2 of 4 checked services are healthy; slow is degraded (90% of the budget used); bad is unhealthy",
		);
	});

	it("gives a check the service that it checks", () => {
		const locator = new ServiceLocator();
		const token = createToken<{ load: number }>("Queue");
		locator.register(token, {
			factory: () => ({ load: 1 }),
			healthCheck: (queue) => ({ status: queue.load > 5 ? "degraded" : "healthy" }),
		});
		expect(locator.health().expect().status).to.equal("healthy");
		locator.resolve(token).load = 9;
		expect(locator.health().expect().status).to.equal("degraded");
	});
}

function failureTests(): void {
	it("takes a check that throws or rejects for unhealthy, with that as its message", () => {
		const locator = new ServiceLocator();
		add(locator, "throws", () => error("no route", 0));
		add(locator, "rejects", () => new Promise((_, reject) => reject({ kind: "cloud", message: "throttled" })));
		const report = locator.health().expect();
		expect(report.services.map((health) => `${health.status} ${health.message}`).join(", ")).to.equal(
			"unhealthy no route, unhealthy throttled",
		);
	});

	it("takes a check that gives no answer in time for unhealthy", () => {
		const locator = new ServiceLocator();
		add(locator, "waits", () => Promise.delay(60).then((): HealthCheckResult => ({ status: "healthy" })));
		add(locator, "quick", () => ({ status: "healthy" }));
		const report = locator.health(0.05).expect();
		expect(report.services[0].status).to.equal("unhealthy");
		expect(report.services[0].message).to.equal("its check gave no answer within 0.05 s");
		expect(report.services[1].status).to.equal("healthy");
	});

	it("takes a service that cannot be made for unhealthy", () => {
		const locator = new ServiceLocator();
		locator.register(createToken("broken"), {
			factory: () => error("no luck", 0),
			healthCheck: () => ({ status: "healthy" }),
		});
		const report = locator.health().expect();
		expect(report.services[0].status).to.equal("unhealthy");
		expect(report.services[0].message).to.equal("no luck");
	});
}

export = () => {
	describe("a health report", gatherTests);
	describe("checks that fail", failureTests);
};
