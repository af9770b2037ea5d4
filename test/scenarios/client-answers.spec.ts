/// <reference types="@rbxts/testez/globals" />
import type { MutationStatus } from "../../src/client";
import { BEN, ClientWorld, GameClient, GameServer, standOf } from "./support/client-world";
import { findHeadless } from "./support/headless";

export = () => {
	if (findHeadless() === undefined) SKIP();

	let world: ClientWorld;
	let host: GameServer;
	let ann: GameClient;

	beforeEach(() => {
		world = new ClientWorld();
		host = world.startServer();
		ann = world.joinWith(host);
		ann.news();
	});

	afterEach(() => {
		expect(world.problems()).to.equal("");
	});

	describe("a client", () => {
		it("sees its document without what is private", () => {
			const state = ann.state.getState()!;
			expect(state.coins).to.equal(100);
			expect(state.settings.volume).to.equal(0.5);
			expect((state as { luck?: number }).luck).to.equal(undefined);
			expect(ann.state.getRevision()).to.equal(host.session("12").revision);
		});

		it("sees what it has asked for at once, and hears nothing more of it when it was right", () => {
			const mutation = ann.ask((state) => state.mutate.buyItem("torch"));
			expect(standOf(mutation)).to.equal("predicted");
			expect(ann.coins()).to.equal(80);
			expect(ann.news()).to.equal("coins 100 → 80 predicted; inventory … → … predicted");
			expect(ann.state.getStatus(["coins"])).to.equal("pending");
			expect(ann.state.getStatus(["title"])).to.equal("confirmed");
			world.run(1);
			expect(standOf(mutation)).to.equal("confirmed");
			expect(host.session("12").data.coins).to.equal(80);
			expect(ann.news()).to.equal("");
			expect(ann.state.getStatus()).to.equal("confirmed");
		});

		it("is corrected when it was wrong", () => {
			const mutation = ann.ask((state) => state.mutate.tryLuck());
			expect(ann.coins()).to.equal(150);
			world.run(1);
			expect(standOf(mutation)).to.equal("rejected: refused Not today.");
			expect(ann.coins()).to.equal(100);
			expect(ann.news()).to.equal("coins 100 → 150 predicted; coins 150 → 100 rejected");
		});
	});

	describe("what a client knows to be impossible", () => {
		it("is refused where it is asked for, and never sent", () => {
			const before = ann.sent.size();
			const asked = [
				ann.ask((state) => state.mutate.buyItem("sword")),
				ann.ask((state) => state.mutate.buyItem("castle")),
				ann.ask((state) => state.mutate.earn(0)),
				ann.ask((state) => state.mutate.earn(0 / 0)),
				ann.ask((state) => state.mutate.earn("much" as never)),
				ann.ask((state) => state.mutate.earn(undefined as never)),
			];
			world.run(1);
			expect(standOf(asked[0])).to.equal("rejected: refused Too few coins.");
			expect(standOf(asked[1])).to.equal("rejected: refused The shop does not sell that.");
			for (const index of $range(2, 5)) expect(asked[index].getRejection()?.code).to.equal("invalid");
			expect(ann.sent.size()).to.equal(before);
			expect(ann.news()).to.equal("");
			expect(host.violations.size()).to.equal(0);
		});

		it("is what cannot be in a document that has not arrived", () => {
			const ben = world.join(host, BEN);
			expect(standOf(ben.ask((state) => state.mutate.earn(1)))).to.equal(
				"rejected: notReady The document has not arrived yet.",
			);
		});

		it("is what is too long for a message", () => {
			const mutation = ann.ask((state) => state.mutate.write(string.rep("x", 12000)));
			world.run(1);
			expect(mutation.getRejection()?.code).to.equal("invalid");
			expect(ann.state.getState(["note"])).to.equal("");
			expect(host.violations.size()).to.equal(0);
		});
	});

	describe("answers", () => {
		it("settle each mutation with what became of it", () => {
			const settled = new Array<string>();
			ann.inside(() => {
				const right = ann.state.mutate.earn(1).settled.expect();
				settled.push(right.ok ? "done" : right.error.code);
				const wrong = ann.state.mutate.tryLuck().settled.expect();
				settled.push(wrong.ok ? "done" : wrong.error.message);
			});
			world.run(1);
			expect(settled.join("; ")).to.equal("done; Not today.");
		});

		it("to the second of three take back that one alone", () => {
			const [first, second, third] = [
				ann.ask((state) => state.mutate.earn(10)),
				ann.ask((state) => state.mutate.tryLuck()),
				ann.ask((state) => state.mutate.count("wins", 1)),
			];
			expect(ann.coins()).to.equal(160);
			ann.news();
			world.run(1);
			expect(standOf(first)).to.equal("confirmed");
			expect(standOf(second)).to.equal("rejected: refused Not today.");
			expect(standOf(third)).to.equal("confirmed");
			expect(ann.news()).to.equal("coins 160 → 110 rejected");
			expect(ann.state.getState()!.stats.get("wins")).to.equal(1);
			expect(host.session("12").data.coins).to.equal(110);
		});

		it("also take back what was built on a rejected one", () => {
			ann.ask((state) => state.mutate.tryLuck());
			const sword = ann.ask((state) => state.mutate.buyItem("sword"));
			const earned = ann.ask((state) => state.mutate.earn(3));
			expect(ann.coins()).to.equal(3);
			world.run(1);
			expect(standOf(sword)).to.equal("rejected: refused Too few coins.");
			expect(standOf(earned)).to.equal("confirmed");
			expect(ann.coins()).to.equal(103);
			expect(ann.state.getState()!.inventory.size()).to.equal(0);
		});

		it("correct a guess that was another one than the server's", () => {
			const mutation = ann.ask((state) => state.mutate.gamble());
			world.run(1);
			expect(standOf(mutation)).to.equal("confirmed");
			expect(ann.news()).to.equal("coins 100 → 105 predicted; coins 105 → 101 confirmed");
		});

		it("are waited for where nothing can be guessed", () => {
			const mutation = ann.ask((state) => state.mutate.roll());
			expect(standOf(mutation)).to.equal("waiting");
			expect(ann.coins()).to.equal(100);
			expect(ann.state.getStatus()).to.equal("pending");
			world.run(1);
			expect(standOf(mutation)).to.equal("confirmed");
			expect(ann.news()).to.equal("coins 100 → 107 confirmed");
		});
	});

	describe("a mutator that fails on the server", () => {
		function failsWith(name: "broken" | "waits"): void {
			const before = host.session("12").revision;
			const mutation = ann.ask((state) => state.mutate[name]());
			const following = ann.ask((state) => state.mutate.earn(1));
			world.run(1);
			expect(standOf(mutation)).to.equal("rejected: failed It could not be done.");
			expect(standOf(following)).to.equal("confirmed");
			expect(host.session("12").revision).to.equal(before + 1);
			const [told] = host.events.filter(({ event }) => event === "mutatorFailed");
			expect(told.details?.mutator).to.equal(name);
			expect(host.violations.size()).to.equal(0);
		}

		it("changes nothing, and only the log hears why", () => {
			failsWith("broken");
		});

		it("may have failed by waiting", () => {
			failsWith("waits");
		});
	});

	describe("what a player may not do now", () => {
		it("is taken back until it is allowed", () => {
			ann.ask((state) => state.mutate.buyItem("torch"));
			world.run(1);
			const forbidden = ann.ask((state) => state.mutate.clear());
			expect(ann.state.getState()!.inventory.size()).to.equal(0);
			world.run(1);
			expect(standOf(forbidden)).to.equal("rejected: forbidden This player may not do that.");
			expect(ann.state.getState()!.inventory.size()).to.equal(1);
			// What `allow` looks at, the game's own client may not know.
			expect(host.violations.size()).to.equal(0);

			host.change("12", (draft) => {
				draft.luck = 101;
			});
			const allowed = ann.ask((state) => state.mutate.clear());
			world.run(1);
			expect(standOf(allowed)).to.equal("confirmed");
			expect(host.session("12").data.inventory.size()).to.equal(0);
		});
	});

	describe("a document that is held for a transaction with another server", () => {
		it("has what clients ask for wait, and done in its order", () => {
			const other = world.startServer();
			const foreign = other.open("bank");
			let outcome = "none";
			other.inside(() => {
				const answer = other.manager.transactAcross(foreign, other.collection, "12", ([bank, player]) => {
					bank.coins -= 60;
					player.coins += 60;
				});
				outcome = answer.expect().kind;
			});
			const asked = new Array<{ getStatus(): MutationStatus }>();
			let held = 0;
			for (const _ of $range(1, 80)) {
				world.run(0.1);
				host.inside(() => {
					const tried = host.session("12").update(() => error("only asked"));
					if (!tried.ok && tried.error.kind === "held") held += 1;
				});
				asked.push(ann.ask((state) => state.mutate.count("a", 1)));
			}
			world.run(5);
			expect(outcome).to.equal("committed");
			expect(held > 1).to.equal(true);
			for (const mutation of asked) expect(mutation.getStatus()).to.equal("confirmed");
			expect(host.session("12").data.coins).to.equal(160);
			expect(host.session("12").data.stats.get("a")).to.equal(80);
			expect(ann.coins()).to.equal(160);
		});
	});
};
