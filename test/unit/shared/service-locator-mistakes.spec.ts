/// <reference types="@rbxts/testez/globals" />
import { createTag, createToken, ServiceLocator, ServiceToken } from "../../../src/shared/service-locator";

interface Part {
	readonly part: string;
}

const A = createToken<Part>("A");
const B = createToken<Part>("B");

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

function refusalTests(): void {
	it("refuses a second registration of a token", () => {
		const locator = new ServiceLocator();
		registerNeeding(locator, A, []);
		expect(() => registerNeeding(locator, A, [])).to.throw('"A" is registered already');
	});

	it("refuses to resolve a token that is not registered, and says who needs it", () => {
		const locator = new ServiceLocator();
		expect(
			has(
				messageOf(() => locator.resolve(A)),
				"no service is registered for A",
			),
		).to.equal(true);
		registerNeeding(locator, A, [B]);
		expect(
			has(
				messageOf(() => locator.resolve(A)),
				"no service is registered for A → B",
			),
		).to.equal(true);
	});

	it("refuses a factory that waits", () => {
		const locator = new ServiceLocator();
		locator.register(A, {
			factory: () => {
				task.wait();
				return { part: "late" };
			},
		});
		expect(() => locator.resolve(A)).to.throw('the factory of "A" waited');
	});

	it("refuses a factory that returns nothing", () => {
		const locator = new ServiceLocator();
		locator.register(A, { factory: () => undefined as unknown as Part });
		expect(() => locator.resolve(A)).to.throw('the factory of "A" returned nothing');
	});

	it("passes on what a factory throws, as it is", () => {
		const locator = new ServiceLocator();
		const thrown = { kind: "broken" };
		locator.register(A, { factory: () => error(thrown) });
		registerNeeding(locator, B, [A]);
		const [, caught] = pcall(() => locator.resolve(B));
		expect(caught).to.equal(thrown);
	});

	it("refuses a priority that is not a number, and a name that is empty", () => {
		const locator = new ServiceLocator();
		expect(() => locator.register(A, { factory: () => ({ part: "A" }), priority: 0 / 0 })).to.throw("NaN");
		expect(() => createToken("")).to.throw("needs a name");
		expect(() => createTag("")).to.throw("needs a name");
	});

	it("names the caller's file in the message", () => {
		expect(
			has(
				messageOf(() => new ServiceLocator().resolve(A)),
				"service-locator-mistakes",
			),
		).to.equal(true);
	});
}

export = () => {
	describe("mistakes", refusalTests);
};
