/// <reference types="@rbxts/testez/globals" />
import { SpecCloud } from "./support/spec-cloud";
import { SpecServer } from "./support/spec-server";

// platform.md 1, SetRateLimitForRequestType
export = () => {
	let spec: SpecCloud;
	let server: SpecServer;

	const set = (requestType: unknown, base: number, perPlayer: number) =>
		server.service.SetRateLimitForRequestType(requestType, base, perPlayer);

	const problemOf = (requestType: unknown, base: unknown, perPlayer: unknown) => {
		const [ok, problem] = pcall(() => set(requestType, base as number, perPlayer as number));
		return ok ? "" : tostring(problem);
	};

	/** What comes in within a minute, from an empty budget. */
	const filledIn = (requestType: string) => {
		spec.timeline.advance(60);
		return server.budget(requestType);
	};

	beforeEach(() => {
		spec = new SpecCloud({ limits: { startBurst: 0 } });
		server = new SpecServer(spec);
		server.players = 2;
		server.budgets();
	});

	// platform.md 1: "limit = base + perPlayer×numPlayers"
	it("sets base and per player of one type, and leaves the others", () => {
		set(Enum.DataStoreRequestType.StandardWrite, 100, 10);
		expect(filledIn("StandardWrite")).to.equal(120);
		expect(server.budget("StandardRead")).to.equal(140);
		expect(server.budget("OrderedWrite")).to.equal(40);
	});

	it("takes the older names for the types that they stand for", () => {
		set("SetIncrementAsync", 7, 0);
		set("GetSortedAsync", 8, 1);
		expect(filledIn("StandardWrite")).to.equal(7);
		expect(server.budget("GetSortedAsync")).to.equal(10);
	});

	it("holds from then on: what was saved up before stays", () => {
		spec.timeline.advance(60);
		set("StandardRead", 6, 0);
		expect(server.budget("StandardRead")).to.equal(140);
		expect(server.spend("StandardRead", (index) => server.store.GetAsync(`k${index}`))).to.equal(140);
		expect(filledIn("StandardRead")).to.equal(6);
	});

	it("holds for the server that said it, and for no other", () => {
		const other = new SpecServer(spec);
		other.budgets();
		set("StandardRead", 6, 0);
		spec.timeline.advance(60);
		expect(server.budget("StandardRead")).to.equal(6);
		expect(other.budget("StandardRead")).to.equal(60);
	});

	// platform.md 1: "base 0–10000, perPlayer 0–200"
	it("takes the ends of both ranges, and refuses what is beyond", () => {
		expect(problemOf("StandardRead", 0, 0)).to.equal("");
		expect(problemOf("StandardRead", 10_000, 200)).to.equal("");
		for (const wrong of [-1, 10_001, 0 / 0, "5"]) expect(problemOf("StandardRead", wrong, 0)).never.to.equal("");
		for (const wrong of [-1, 201, 0 / 0, "5"]) expect(problemOf("StandardRead", 1, wrong)).never.to.equal("");
	});

	// platform.md 1: "errors for UpdateAsync/OnUpdate"
	it("refuses UpdateAsync and OnUpdate, and changes nothing then", () => {
		expect(problemOf("UpdateAsync", 1, 1).match("UpdateAsync")[0]).to.equal("UpdateAsync");
		expect(problemOf("OnUpdate", 1, 1).match("OnUpdate")[0]).to.equal("OnUpdate");
		expect(problemOf("Nothing", 1, 1)).never.to.equal("");
		expect(filledIn("StandardRead")).to.equal(140);
	});

	it("lets a request wait under a limit of nothing, until the limit is raised", () => {
		set("StandardRead", 0, 0);
		const read = spec.begin(() => server.store.GetAsync("k"));
		spec.timeline.advance(3600);
		expect(read.done).to.equal(false);
		set("StandardRead", 60, 0);
		spec.timeline.advance(4);
		expect(read.done).to.equal(true);
		expect(read.problem).to.equal(undefined);
	});
};
