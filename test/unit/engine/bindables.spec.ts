/// <reference types="@rbxts/testez/globals" />
/*
 * What a value is on the other side of a bindable: platform.md 6 for remotes, and the same here but for functions.
 */

export = () => {
	let event: BindableEvent;
	let call: BindableFunction;

	beforeEach(() => {
		event = new Instance("BindableEvent");
		call = new Instance("BindableFunction");
	});

	afterEach(() => {
		event.Destroy();
		call.Destroy();
	});

	/** What a listener gets of a value. */
	function received<T>(value: T): T {
		let got: unknown;
		const connection = event.Event.Connect((given: unknown) => {
			got = given;
		});
		event.Fire(value);
		task.wait();
		connection.Disconnect();
		return got as T;
	}

	it("copies tables to their depth, without metatables", () => {
		const sent = setmetatable(
			{ inner: { n: 1 } } as { inner: { n: number }; ghost?: number },
			{
				__index: () => 5,
			} as never,
		);
		const got = received(sent);
		expect(got).never.to.equal(sent);
		expect(got.inner).never.to.equal(sent.inner);
		expect(got.inner.n).to.equal(1);
		expect(got.ghost).to.equal(undefined);
	});

	it("gives each listener a table of its own", () => {
		const seen = new Array<number>();
		for (const _ of $range(1, 2)) {
			event.Event.Connect((given: { n: number }) => {
				seen.push(given.n);
				given.n += 1;
			});
		}
		const sent = { n: 1 };
		event.Fire(sent);
		task.wait();
		expect(seen.join(" ")).to.equal("1 1");
		expect(sent.n).to.equal(1);
	});

	it("passes functions and instances as they are, in tables too", () => {
		const body = () => 7;
		const got = received({ body, event });
		expect(got.body).to.equal(body);
		expect(got.event).to.equal(event);
	});

	it("keeps the array part alone of a table with both kinds of keys", () => {
		const mixed = new Map<unknown, unknown>([
			[1, "one"],
			[2, "two"],
			["key", "lost"],
		]);
		const got = received(mixed);
		expect(got.get(1)).to.equal("one");
		expect(got.get(2)).to.equal("two");
		expect(got.get("key")).to.equal(undefined);
	});

	it("refuses a table that holds itself", () => {
		const cyclic: { own?: object } = {};
		cyclic.own = cyclic;
		event.Event.Connect(() => undefined);
		expect(pcall(() => event.Fire(cyclic))[0]).to.equal(false);
	});

	it("copies what goes into a BindableFunction and what comes out of it", () => {
		const kept = { n: 1 };
		let given: object | undefined;
		call.OnInvoke = (value: object) => {
			given = value;
			return kept;
		};
		const sent = {};
		const got = call.Invoke(sent) as { n: number };
		expect(given).never.to.equal(sent);
		expect(got).never.to.equal(kept);
		expect(got.n).to.equal(1);
	});
};
