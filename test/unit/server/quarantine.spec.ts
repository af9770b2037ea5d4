/// <reference types="@rbxts/testez/globals" />
import { RequestScheduler } from "../../../src/server/cloud/request-scheduler";
import { quarantineKey } from "../../../src/server/store/keys";
import { quarantine, Quarantined } from "../../../src/server/store/quarantine";
import { createMemoryCloud, MemoryCloud } from "./support/memory-cloud";

export = () => {
	let cloud: MemoryCloud;
	let keep: (value: unknown, reason?: string) => boolean;

	const items = () => (cloud.values.get(`C/${quarantineKey("k")}`) as { items: Array<Quarantined> }).items;

	beforeEach(() => {
		cloud = createMemoryCloud();
		const { clock, stores } = cloud.ports;
		const parts = { cloud: cloud.ports, scheduler: new RequestScheduler({ clock, stores }) };
		keep = (value, reason = "why") => quarantine(parts, "C", "k", reason, value).ok;
	});

	it("keeps what it is given beside the document, with the reason and the time, and touches nothing else", () => {
		cloud.values.set("C/k", "the document");
		expect(keep({ coins: 5 }, "broken")).to.equal(true);
		const [only] = items();
		expect(only.reason).to.equal("broken");
		expect(only.at).to.equal(1000);
		expect((only.value as { coins: number }).coins).to.equal(5);
		expect(cloud.values.get("C/k")).to.equal("the document");
		expect(cloud.countRequests()).to.equal(1);
	});

	it("keeps the last five, oldest first", () => {
		for (const value of [1, 2, 3, 4, 5, 6, 7]) keep(value);
		expect(
			items()
				.map((item) => item.value as number)
				.join(","),
		).to.equal("3,4,5,6,7");
	});

	it("begins anew where something else is stored", () => {
		cloud.values.set(`C/${quarantineKey("k")}`, "text");
		keep(1);
		expect(items().size()).to.equal(1);
	});

	it("says that it failed when the DataStore does not take it", () => {
		cloud.plan.push("fail");
		expect(keep(1)).to.equal(false);
		expect(cloud.values.get(`C/${quarantineKey("k")}`)).to.equal(undefined);
	});
};
