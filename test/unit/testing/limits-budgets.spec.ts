/// <reference types="@rbxts/testez/globals" />
import { SpecCloud } from "./support/spec-cloud";
import { BUDGETS, SpecServer } from "./support/spec-server";

const BURST = 100;

// platform.md 2, Per server
export = () => {
	describe("a server's budget", () => {
		it("fills up by what the platform names for each type, and more for each player", () => {
			const filledIn = (players: number) => {
				const spec = new SpecCloud({ limits: { startBurst: 0 } });
				const server = new SpecServer(spec);
				server.players = players;
				spec.timeline.advance(0.001);
				server.budgets();
				spec.timeline.advance(60);
				return server.budgets().join(" ");
			};
			expect(BUDGETS.join(" ")).to.equal(
				"StandardRead StandardWrite StandardList StandardRemove OrderedRead OrderedWrite GetSortedAsync OrderedRemove RemoveVersionAsync",
			);
			expect(filledIn(0)).to.equal("60 60 5 60 60 30 5 30 5");
			expect(filledIn(10)).to.equal("460 460 25 460 460 80 25 80 25");
		});

		it("begins with a burst that is never had again", () => {
			const spec = new SpecCloud({ limits: { startBurst: BURST } });
			const server = new SpecServer(spec);
			expect(server.budget("StandardList")).to.equal(BURST);
			expect(server.spend("StandardList", () => server.store.ListKeysAsync())).to.equal(BURST);
			expect(server.budget("StandardList")).to.equal(0);
			spec.timeline.advance(3600);
			// Three minutes of 5.
			expect(server.budget("StandardList")).to.equal(15);
		});

		it("keeps the rest of the burst as long as it is not used", () => {
			const spec = new SpecCloud({ limits: { startBurst: BURST } });
			const server = new SpecServer(spec);
			spec.timeline.advance(3600);
			expect(server.budget("StandardList")).to.equal(BURST);
		});

		it("saves up as many minutes as the switch says, and no more", () => {
			const savedWith = (savedMinutesMax: number) => {
				const spec = new SpecCloud({ limits: { startBurst: 0, savedMinutesMax } });
				const server = new SpecServer(spec);
				spec.timeline.advance(3600);
				return server.budget("StandardRead");
			};
			expect(savedWith(3)).to.equal(180);
			expect(savedWith(1)).to.equal(60);
		});

		it("does not count players for the time in which they were not here", () => {
			const spec = new SpecCloud({ limits: { startBurst: 0 } });
			const server = new SpecServer(spec);
			server.budgets();
			spec.timeline.advance(60);
			server.players = 50;
			expect(server.budget("StandardRead")).to.equal(60);
			spec.timeline.advance(6);
			expect(server.budget("StandardRead")).to.equal(60 + 206);
		});

		it("belongs to one server alone", () => {
			const spec = new SpecCloud({ limits: { startBurst: BURST } });
			const [one, other] = [new SpecServer(spec), new SpecServer(spec)];
			one.spend("StandardRead", (index) => one.store.GetAsync(`k${index}`));
			expect(one.budget("StandardRead")).to.equal(0);
			expect(other.budget("StandardRead")).to.equal(BURST);
		});
	});

	describe("GetRequestBudgetForRequestType", () => {
		let spec: SpecCloud;
		let server: SpecServer;

		beforeEach(() => {
			spec = new SpecCloud({ limits: { startBurst: BURST } });
			server = new SpecServer(spec);
		});

		// platform.md 2, DataStoreRequestType
		it("takes the modern types, the older names, and items of the enum", () => {
			server.spend("StandardRead", (index) => server.store.GetAsync(`k${index}`));
			const left = (requestType: unknown) => server.service.GetRequestBudgetForRequestType(requestType);
			expect(left("GetAsync")).to.equal(0);
			expect(left("GetVersionAsync")).to.equal(0);
			expect(left("SetIncrementAsync")).to.equal(BURST);
			expect(left("SetIncrementSortedAsync")).to.equal(BURST);
			expect(left("ListAsync")).to.equal(BURST);
			expect(left("RemoveVersionAsync")).to.equal(BURST);
			expect(left(Enum.DataStoreRequestType.StandardRead)).to.equal(0);
			expect(left(Enum.DataStoreRequestType.StandardWrite)).to.equal(BURST);
		});

		it("gives for UpdateAsync what is left of the scarcer of its two budgets", () => {
			server.begin(3, (index) => server.store.SetAsync(`k${index}`, 1));
			expect(server.budget("UpdateAsync")).to.equal(BURST - 3);
			server.begin(5, (index) => server.store.GetAsync(`g${index}`));
			expect(server.budget("UpdateAsync")).to.equal(BURST - 5);
		});

		// platform.md 2, DataStoreRequestType: "OrderedList 15 (budget returns 0, per enum page)"
		it("says 0 for OrderedList, whatever is left", () => {
			expect(server.budget("OrderedList")).to.equal(0);
			server.begin(1, () => server.ordered.GetSortedAsync(true));
			expect(server.budget("OrderedList")).to.equal(0);
			expect(server.budget("GetSortedAsync")).to.equal(BURST - 1);
		});

		it("throws for what is no request type", () => {
			for (const wrong of ["Nothing", "", 3.5, undefined, {}]) {
				const [ok] = pcall(() => server.service.GetRequestBudgetForRequestType(wrong));
				expect(ok).to.equal(false);
			}
		});
	});
};
