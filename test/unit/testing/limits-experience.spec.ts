/// <reference types="@rbxts/testez/globals" />
import { Call, SpecCloud } from "./support/spec-cloud";
import { problemsOf, SpecServer } from "./support/spec-server";

const textOf = (requestType: string) =>
	`${requestType}ExperienceThrottled: The request was throttled by experience limits.`;

type Body = (server: SpecServer, index: number) => unknown;

// platform.md 2, Per experience: base, per user, and the name of the error
const LIMITS: ReadonlyArray<[requestType: string, perUser: number, body: Body]> = [
	["StandardRead", 40, ({ store }, index) => store.GetAsync(`k${index}`)],
	["StandardWrite", 20, ({ store }, index) => store.SetAsync(`k${index}`, 1)],
	["StandardList", 2, ({ store }) => store.ListKeysAsync()],
	["StandardRemove", 40, ({ store }, index) => store.RemoveAsync(`k${index}`)],
	["OrderedRead", 40, ({ ordered }, index) => ordered.GetAsync(`k${index}`)],
	["OrderedWrite", 20, ({ ordered }, index) => ordered.SetAsync(`k${index}`, 1)],
	["OrderedList", 2, ({ ordered }) => ordered.GetSortedAsync(true)],
	["OrderedRemove", 40, ({ ordered }, index) => ordered.RemoveAsync(`k${index}`)],
];
const BASE = 300;

const passedOf = (calls: ReadonlyArray<Call<unknown>>) =>
	calls.filter((call) => call.done && call.problem === undefined).size();

export = () => {
	let spec: SpecCloud;

	beforeEach(() => {
		spec = new SpecCloud({ limits: { experienceLimits: true } });
	});

	for (const [requestType, perUser, body] of LIMITS) {
		it(`lets so many requests of ${requestType} through in a minute as the users of all servers allow`, () => {
			const [one, other] = [new SpecServer(spec), new SpecServer(spec)];
			one.players = 2;
			other.players = 3;
			const most = BASE + 5 * perUser;
			const calls = one.begin(most - 100, (index) => body(one, index));
			for (const call of other.begin(150, (index) => body(other, index))) calls.push(call);
			spec.timeline.advance(2);
			expect(passedOf(calls)).to.equal(most);
			expect(problemsOf(calls)).to.equal(textOf(requestType));
		});
	}

	it("counts the last sixty seconds, to the second", () => {
		const server = new SpecServer(spec);
		const ask = () => {
			const calls = server.begin(BASE, () => server.store.GetAsync("k", { UseCache: false }));
			spec.timeline.advance(1);
			return passedOf(calls);
		};
		expect(ask()).to.equal(BASE);
		expect(ask()).to.equal(0);
		spec.timeline.advance(57);
		expect(ask()).to.equal(0);
		spec.timeline.advance(1);
		expect(ask()).to.equal(BASE);
	});

	it("counts an update as a read and a write, and one more read for a conflict", () => {
		const server = new SpecServer(spec);
		const reads = server.begin(BASE - 2, () => server.store.GetAsync("k", { UseCache: false }));
		spec.timeline.advance(1);
		expect(passedOf(reads)).to.equal(BASE - 2);
		let conflicts = 1;
		spec.cloud.faults.interfere = (request) => {
			if (request.operation !== "UpdateAsync (write)" || conflicts === 0) return undefined;
			conflicts -= 1;
			return { kind: "conflict" };
		};
		const update = spec.finish(() => server.store.UpdateAsync("k", () => 1));
		expect(update.problem).to.equal(undefined);
		expect(spec.finish(() => server.store.UpdateAsync("k", () => 2)).problem).to.equal(textOf("StandardRead"));
		const writes = server.begin(BASE, () => server.store.SetAsync("k", 1));
		spec.timeline.advance(1);
		expect(passedOf(writes)).to.equal(BASE - 1);
	});

	it("counts a batch by its keys, and refuses it as a whole", () => {
		const server = new SpecServer(spec);
		const keys = new Array<string>();
		for (let index = 1; index <= 100; index += 1) keys.push(`k${index}`);
		const batch = () => spec.finish(() => server.ordered.BatchGetAsync(keys)).problem;
		expect(batch()).to.equal(undefined);
		expect(batch()).to.equal(undefined);
		spec.ask(() => server.ordered.GetAsync("k"));
		// 99 are left: not enough for a hundred keys, and what is refused costs none of them.
		expect(batch()).to.equal(textOf("OrderedRead"));
		keys.pop();
		expect(batch()).to.equal(undefined);
		expect(spec.finish(() => server.ordered.BatchGetAsync(["k"])).problem).to.equal(textOf("OrderedRead"));
	});

	it("counts versions that are removed among the removals", () => {
		const server = new SpecServer(spec);
		const versions = server.begin(BASE, () => server.store.RemoveVersionAsync("k", "none"));
		spec.timeline.advance(1);
		expect(problemsOf(versions)).to.equal("503: The version wasn't found.");
		expect(spec.finish(() => server.store.RemoveAsync("k")).problem).to.equal(textOf("StandardRemove"));
		expect(spec.finish(() => server.store.RemoveVersionAsync("k", "none")).problem).to.equal(textOf("StandardRemove"));
	});

	it("applies nothing of what is refused, and counts it as a failure", () => {
		const server = new SpecServer(spec);
		server.begin(BASE, (index) => server.store.SetAsync("k", index));
		spec.timeline.advance(1);
		const before = spec.stored();
		spec.finish(() => server.store.SetAsync("k", "refused"));
		expect(spec.stored()).to.equal(before);
		expect(spec.requests("SetAsync (StandardWriteExperienceThrottled)")).to.equal(1);
	});

	it("can be switched off, and then lets everything through", () => {
		const lenient = new SpecCloud({ limits: { experienceLimits: false } });
		const server = new SpecServer(lenient);
		const calls = server.begin(2 * BASE, (index) => server.store.GetAsync(`k${index}`));
		lenient.timeline.advance(1);
		expect(passedOf(calls)).to.equal(2 * BASE);
	});
};
