/// <reference types="@rbxts/testez/globals" />
import { HeldRequests } from "../support/held-requests";

export = () => {
	it("sends the more urgent first, and among equals the first that came", () => {
		const requests = new HeldRequests(1);
		requests.submit({ name: "first", priority: "open" });
		requests.submit({ name: "backup", priority: "backup" });
		requests.submit({ name: "save1", priority: "save" });
		requests.submit({ name: "open", priority: "open" });
		requests.submit({ name: "receipt", priority: "receipt" });
		requests.submit({ name: "save2", priority: "save" });
		requests.submit({ name: "final", priority: "final" });
		requests.finishAll();
		expect(requests.order()).to.equal("first final receipt open save1 save2 backup");
		expect(requests.answered.join(" ")).to.equal(requests.order());
	});

	it("never has two requests of one key under way, and keeps their order", () => {
		const requests = new HeldRequests();
		for (const name of ["a", "b", "c"]) requests.submit({ name, key: "k", priority: "save" });
		requests.submit({ name: "other", priority: "save" });
		expect(requests.order()).to.equal("a other");
		requests.finish("a");
		expect(requests.order()).to.equal("a other b");
		requests.finish("b");
		requests.finish("c");
		expect(requests.order()).to.equal("a other b c");
	});

	it("takes equal keys of different stores for different documents", () => {
		const requests = new HeldRequests();
		requests.submit({ name: "a", store: "S", key: "x/k", priority: "save" });
		requests.submit({ name: "b", store: "S/x", key: "k", priority: "save" });
		expect(requests.order()).to.equal("a b");
	});

	it("lifts what is in front of something urgent of the same key, so that this does not wait behind strangers", () => {
		const requests = new HeldRequests(1);
		requests.submit({ name: "busy", priority: "final" });
		requests.submit({ name: "stranger", priority: "open" });
		requests.submit({ name: "k1", key: "k", priority: "backup" });
		requests.submit({ name: "k2", key: "k", priority: "save" });
		requests.submit({ name: "k3", key: "k", priority: "final" });
		requests.submit({ name: "k4", key: "k", priority: "backup" });
		requests.finishAll();
		expect(requests.order()).to.equal("busy k1 k2 k3 stranger k4");
	});

	it("lets nothing less urgent be lowered by what comes after it", () => {
		const requests = new HeldRequests(1);
		requests.submit({ name: "busy", priority: "final" });
		requests.submit({ name: "final", key: "k", priority: "final" });
		requests.submit({ name: "backup", key: "k", priority: "backup" });
		requests.submit({ name: "save", priority: "save" });
		requests.finishAll();
		expect(requests.order()).to.equal("busy final save backup");
	});

	it("hurries what waits for a key, in its order, and nothing else", () => {
		const requests = new HeldRequests(1);
		requests.submit({ name: "busy", priority: "final" });
		requests.submit({ name: "open", priority: "open" });
		requests.submit({ name: "save", key: "k", priority: "save" });
		requests.submit({ name: "backup", key: "k", priority: "backup" });
		requests.submit({ name: "other", priority: "save" });
		requests.scheduler.hurry("Store", "k", "final");
		requests.scheduler.hurry("Store", "k", "save");
		requests.scheduler.hurry("Store", "nothing waits here", "final");
		requests.finishAll();
		expect(requests.order()).to.equal("busy save backup open other");
	});

	it("sends at once what may go now that it is hurried", () => {
		const requests = new HeldRequests();
		requests.budget.updates = 3;
		requests.submit({ name: "save", key: "k", priority: "save" });
		expect(requests.order()).to.equal("");
		requests.scheduler.hurry("Store", "k", "final");
		expect(requests.order()).to.equal("save");
	});
};
