/// <reference types="@rbxts/testez/globals" />
import { Call, SpecCloud } from "./support/spec-cloud";
import { problemsOf, SpecServer } from "./support/spec-server";

const QUEUE_SIZE = 30;
const MEGABYTE = 1024 * 1024;

type Body = (server: SpecServer, index: number) => unknown;

const dropped = (code: number, method: string) =>
	`${code}: ${method} request dropped. Request was throttled, but throttled request queue was full.`;

const unnumbered = (requestType: string) =>
	`${requestType}GameServerThrottled: The request was throttled by game server limits or the request queue was full.`;

// platform.md 2, Error codes: 301 to 306 and the unnumbered ones
const FULL: ReadonlyArray<[method: string, budget: string, text: string, body: Body]> = [
	["GetAsync", "StandardRead", dropped(301, "GetAsync"), ({ store }, index) => store.GetAsync(`k${index}`)],
	["SetAsync", "StandardWrite", dropped(302, "SetAsync"), ({ store }, index) => store.SetAsync(`k${index}`, 1)],
	["IncrementAsync", "StandardWrite", dropped(303, "IncrementAsync"), ({ store }) => store.IncrementAsync("k")],
	["UpdateAsync", "UpdateAsync", dropped(304, "UpdateAsync"), ({ store }) => store.UpdateAsync("k", () => 1)],
	["RemoveAsync", "StandardRemove", dropped(306, "RemoveAsync"), ({ store }) => store.RemoveAsync("k")],
	["GetVersionAsync", "StandardRead", unnumbered("StandardRead"), ({ store }) => store.GetVersionAsync("k", "v")],
	["ListKeysAsync", "StandardList", unnumbered("StandardList"), ({ store }) => store.ListKeysAsync()],
	["ListVersionsAsync", "StandardList", unnumbered("StandardList"), ({ store }) => store.ListVersionsAsync("k")],
	["ListDataStoresAsync", "StandardList", unnumbered("StandardList"), ({ service }) => service.ListDataStoresAsync()],
	[
		"RemoveVersionAsync",
		"RemoveVersionAsync",
		unnumbered("StandardRemove"),
		({ store }) => store.RemoveVersionAsync("k", "v"),
	],
	[
		"an ordered GetAsync",
		"OrderedRead",
		dropped(301, "GetAsync"),
		({ ordered }, index) => ordered.GetAsync(`k${index}`),
	],
	["an ordered SetAsync", "OrderedWrite", dropped(302, "SetAsync"), ({ ordered }) => ordered.SetAsync("k", 1)],
	[
		"an ordered IncrementAsync",
		"OrderedWrite",
		dropped(303, "IncrementAsync"),
		({ ordered }) => ordered.IncrementAsync("k"),
	],
	[
		"an ordered UpdateAsync",
		"OrderedWrite",
		dropped(304, "UpdateAsync"),
		({ ordered }) => ordered.UpdateAsync("k", () => 1),
	],
	["GetSortedAsync", "GetSortedAsync", dropped(305, "GetSorted"), ({ ordered }) => ordered.GetSortedAsync(true)],
	["an ordered RemoveAsync", "OrderedRemove", dropped(306, "RemoveAsync"), ({ ordered }) => ordered.RemoveAsync("k")],
	["BatchGetAsync", "OrderedRead", unnumbered("OrderedRead"), ({ ordered }) => ordered.BatchGetAsync(["k"])],
];

// platform.md 2, Queues
export = () => {
	let spec: SpecCloud;
	let server: SpecServer;

	const doneOf = (calls: ReadonlyArray<Call<unknown>>) => calls.filter((call) => call.done).size();

	beforeEach(() => {
		spec = new SpecCloud({ limits: { startBurst: 40 } });
		server = new SpecServer(spec);
	});

	it("lets a request wait that is over the budget, and its caller with it, until the budget has room", () => {
		server.spend("StandardRead", (index) => server.store.GetAsync(`k${index}`));
		const read = spec.begin(() => server.store.GetAsync("one more"));
		// One comes in each second, and a request may take half a second.
		spec.timeline.advance(0.99);
		expect(read.done).to.equal(false);
		spec.timeline.advance(0.51);
		expect(read.done).to.equal(true);
		expect(read.problem).to.equal(undefined);
	});

	it("sends them first come, first served, as fast as the budget fills", () => {
		const sent = new Array<string>();
		spec.cloud.faults.interfere = (request) => {
			sent.push(request.target.match("[^/]+$")[0] as string);
			return undefined;
		};
		server.spend("StandardWrite", (index) => server.store.SetAsync(`early ${index}`, 1));
		sent.clear();
		server.begin(5, (index) => server.store.SetAsync(`k${index}`, 1));
		expect(sent.size()).to.equal(0);
		spec.timeline.advance(2.5);
		expect(sent.join(" ")).to.equal("k1 k2");
		spec.timeline.advance(10);
		expect(sent.join(" ")).to.equal("k1 k2 k3 k4 k5");
	});

	it("does not let a newcomer pass those who wait", () => {
		server.spend("StandardWrite", (index) => server.store.SetAsync(`k${index}`, 1));
		const waiting = server.begin(1, () => server.store.SetAsync("first", 1));
		const newcomer = spec.begin(() => server.store.RemoveAsync("another budget, the same queue"));
		spec.timeline.advance(0.9);
		expect(`${waiting[0].done} ${newcomer.done}`).to.equal("false false");
		spec.timeline.advance(1);
		expect(`${waiting[0].done} ${newcomer.done}`).to.equal("true true");
	});

	for (const [method, budget, text, body] of FULL) {
		it(`drops ${method} when thirty wait before it, with the platform's text`, () => {
			server.spend(budget, (index) => body(server, index));
			const waiting = server.begin(QUEUE_SIZE, (index) => body(server, index + 1000));
			expect(doneOf(waiting)).to.equal(0);
			const late = spec.begin(() => body(server, 2000));
			expect(late.done).to.equal(true);
			expect(late.problem).to.equal(text);
			expect(doneOf(waiting)).to.equal(0);
		});
	}

	it("has four queues: a full one is in nobody else's way", () => {
		const bodies: Array<(index: number) => unknown> = [
			(index) => server.store.GetAsync(`k${index}`),
			(index) => server.store.SetAsync(`k${index}`, 1),
			(index) => server.ordered.GetAsync(`k${index}`),
			(index) => server.ordered.SetAsync(`k${index}`, 1),
		];
		const calls = new Array<Call<unknown>>();
		for (const body of bodies) {
			for (const call of server.begin(40 + QUEUE_SIZE, body)) calls.push(call);
		}
		expect(problemsOf(calls)).to.equal("");
		const more = bodies.map((body) => spec.begin(() => body(1000)));
		expect(doneOf(more)).to.equal(4);
		expect(problemsOf(more).split("|").size()).to.equal(2);
		spec.timeline.advance(120);
		expect(doneOf(calls)).to.equal(calls.size());
		expect(problemsOf(calls)).to.equal("");
	});

	it("counts what was dropped", () => {
		server.begin(40 + QUEUE_SIZE + 3, (index) => server.store.SetAsync(`k${index}`, 1));
		expect(spec.requests("SetAsync (dropped)")).to.equal(3);
	});

	// platform.md 2, queue warning
	it("warns of every request that has to wait, with its key", () => {
		server.spend("StandardRead", (index) => server.store.GetAsync(`k${index}`));
		expect(server.warnings.size()).to.equal(0);
		spec.begin(() => server.store.GetAsync("mine"));
		expect(server.warnings.join("|")).to.equal(
			"DataStore request was added to queue. If request queue fills, further requests will be dropped. Try sending fewer requests.Key = mine",
		);
	});

	it("waits for as many as a batch has keys", () => {
		server.spend("OrderedRead", (index) => server.ordered.GetAsync(`k${index}`));
		const batch = spec.begin(() => server.ordered.BatchGetAsync(["a", "b", "c"]));
		spec.timeline.advance(2.9);
		expect(batch.done).to.equal(false);
		spec.timeline.advance(0.6);
		expect(batch.done).to.equal(true);
	});

	// platform.md 2, Queues: "throttled-key entries are skipped temporarily"
	it("passes a throttled key over while others go, and comes back to it", () => {
		const heavy = string.rep("x", 3.9 * MEGABYTE);
		spec.ask(() => server.store.SetAsync("heavy", heavy));
		expect(spec.finish(() => server.store.SetAsync("heavy", string.rep("x", 0.09 * MEGABYTE))).problem).to.equal(
			undefined,
		);
		// 4 MB but for some kilobytes are used up; these are, too, until nothing is left.
		let refused: unknown;
		for (let index = 1; index <= 20 && refused === undefined; index += 1) {
			refused = spec.finish(() => server.store.SetAsync("heavy", 1)).problem;
		}
		expect(tostring(refused).match("^%w+")[0]).to.equal("KeyThrottled");
		const throttled = spec.begin(() => server.store.SetAsync("heavy", "at last"));
		const others = server.begin(5, (index) => server.store.SetAsync(`light ${index}`, index));
		spec.timeline.advance(2);
		expect(doneOf(others)).to.equal(5);
		expect(throttled.done).to.equal(false);
		spec.timeline.advance(60);
		expect(throttled.done).to.equal(true);
		expect(throttled.problem).to.equal(undefined);
		expect(spec.stored("heavy")).to.equal("at last");
	});

	it("moves on by itself on a clock that counts from 1970", () => {
		spec.timeline.advance(1_790_000_000.123);
		server.players = 7;
		const count = server.spend("StandardRead", (index) => server.store.GetAsync(`k${index}`));
		const waiting = server.begin(QUEUE_SIZE, (index) => server.store.GetAsync(`more ${index}`));
		expect(count > QUEUE_SIZE && doneOf(waiting) === 0).to.equal(true);
		spec.timeline.advance(QUEUE_SIZE);
		expect(doneOf(waiting)).to.equal(QUEUE_SIZE);
	});
};
