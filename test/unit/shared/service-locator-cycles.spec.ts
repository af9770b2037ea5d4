/// <reference types="@rbxts/testez/globals" />
import { createTag, createToken, ServiceLocator, ServiceToken } from "../../../src/shared/service-locator";

interface Part {
	readonly part: string;
}

const A = createToken<Part>("A");
const B = createToken<Part>("B");
const C = createToken<Part>("C");

/** Registers a service that resolves others in its factory. */
function registerNeeding(locator: ServiceLocator, token: ServiceToken<Part>, needs: Array<ServiceToken<Part>>): void {
	locator.register(token, {
		factory: (services) => {
			needs.forEach((needed) => services.resolve(needed));
			return { part: token.name };
		},
	});
}

function messageOf(callback: () => unknown): string {
	const [ok, thrown] = pcall(callback);
	return ok ? "nothing was thrown" : tostring(thrown);
}

function has(text: string, part: string): boolean {
	return text.find(part, 1, true)[0] !== undefined;
}

function cycleTests(): void {
	it("shows the whole cycle", () => {
		const locator = new ServiceLocator();
		registerNeeding(locator, A, [B]);
		registerNeeding(locator, B, [C]);
		registerNeeding(locator, C, [A]);
		expect(
			has(
				messageOf(() => locator.resolve(A)),
				"in a cycle: A → B → C → A",
			),
		).to.equal(true);
	});

	it("leaves out of the cycle what only leads to it", () => {
		const locator = new ServiceLocator();
		registerNeeding(locator, A, [B]);
		registerNeeding(locator, B, [C]);
		registerNeeding(locator, C, [B]);
		const message = messageOf(() => locator.resolve(A));
		expect(has(message, "in a cycle: B → C → B")).to.equal(true);
	});

	it("refuses a service that needs itself, through its token, its tag or a service made anew each time", () => {
		const byToken = new ServiceLocator();
		registerNeeding(byToken, A, [A]);
		expect(
			has(
				messageOf(() => byToken.resolve(A)),
				"in a cycle: A → A",
			),
		).to.equal(true);

		const byTag = new ServiceLocator();
		const tag = createTag<Part>("Part");
		byTag.register(A, { factory: (services) => ({ part: services.withTag(tag)[0].part }), tags: [tag] });
		expect(
			has(
				messageOf(() => byTag.resolve(A)),
				"in a cycle: A → A",
			),
		).to.equal(true);

		const transient = new ServiceLocator();
		registerNeeding(transient, A, [B]);
		transient.register(B, { factory: (services) => services.resolve(A), singleton: false });
		expect(
			has(
				messageOf(() => transient.resolve(A)),
				"in a cycle: A → B → A",
			),
		).to.equal(true);
	});

	it("takes two services that need the same one for no cycle", () => {
		const locator = new ServiceLocator();
		registerNeeding(locator, A, [B, C]);
		registerNeeding(locator, B, [C]);
		registerNeeding(locator, C, []);
		expect(locator.resolve(A).part).to.equal("A");
	});

	it("forgets about a cycle once it was reported", () => {
		const locator = new ServiceLocator();
		registerNeeding(locator, A, [B]);
		registerNeeding(locator, B, [A]);
		registerNeeding(locator, C, []);
		const first = messageOf(() => locator.resolve(A));
		expect(messageOf(() => locator.resolve(A))).to.equal(first);
		expect(locator.resolve(C).part).to.equal("C");
	});
}

export = () => {
	describe("cycles", cycleTests);
};
