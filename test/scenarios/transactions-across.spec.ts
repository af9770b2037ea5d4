/// <reference types="@rbxts/testez/globals" />
import { findHeadless } from "./support/headless";
import { HoldfastWorld } from "./support/holdfast-world";
import { WRITE } from "./support/mishaps";
import { across, Neighbours } from "./support/neighbours";
import { marked, openedPair, storedPair } from "./support/trades";

const BEFORE = "a 100, b 100";
const AFTER = "a 60, b 140";

export = () => {
	if (findHeadless() === undefined) SKIP();

	describe("a transaction with a document on another server", () => {
		it("is there for both, with two writes beside what was unsaved, and nothing is left of it", () => {
			const world = new HoldfastWorld();
			const neighbours = new Neighbours(world);
			const before = world.writes;
			const answer = neighbours.trade();
			world.run(8);
			expect(answer.said).to.equal("committed");
			expect(`${neighbours.a.data.coins} ${neighbours.b.data.coins}`).to.equal("60 140");
			expect(world.writes - before).to.equal(2);
			world.run(1300);
			expect(storedPair(world)).to.equal(AFTER);
			expect(marked(world)).to.equal("");
			expect(world.problems()).to.equal("");
		});

		it("goes on while both documents change, where they change elsewhere", () => {
			const world = new HoldfastWorld();
			const neighbours = new Neighbours(world);
			const refused = new Set<string>();
			const answer = neighbours.trade();
			for (let count = 1; count <= 160; count += 1) {
				for (const session of [neighbours.a, neighbours.b]) {
					const changed = session.set(["text"], `${count}`);
					if (!changed.ok) refused.add(changed.error.kind);
				}
				world.run(0.05);
			}
			expect(answer.said).to.equal("committed");
			expect([...refused].join(" ")).to.equal("held");
			neighbours.first.close(neighbours.a);
			neighbours.second.close(neighbours.b);
			world.run(5);
			expect(openedPair(world)).to.equal(AFTER);
		});

		it("is tried again when the same place has changed meanwhile", () => {
			const world = new HoldfastWorld();
			const neighbours = new Neighbours(world);
			const answer = neighbours.trade();
			let changes = 0;
			while (changes < 4) {
				if (neighbours.b.increment(["coins"], 1).ok) changes += 1;
				world.run(0.4);
			}
			world.run(30);
			expect(answer.said).to.equal("committed");
			expect(`${neighbours.a.data.coins} ${neighbours.b.data.coins}`).to.equal("60 144");
		});

		it("is rejected with nothing changed where the function throws, now or when it is run again", () => {
			const world = new HoldfastWorld();
			const neighbours = new Neighbours(world);
			const poor = neighbours.trade(400);
			world.run(20);
			expect(poor.said).to.equal("rejected: recipeThrew");
			const late = neighbours.trade(90);
			world.run(1.2);
			neighbours.a.set(["coins"], 80);
			world.run(30);
			expect(late.said).to.equal("rejected: recipeThrew");
			expect(`${neighbours.a.data.coins} ${neighbours.b.data.coins}`).to.equal("80 100");
			expect(neighbours.b.increment(["coins"]).ok).to.equal(true);
			expect(neighbours.b.getState()).to.equal("open");
		});

		it("takes a document that nobody has open, one that is open here, and one that was never saved", () => {
			const world = new HoldfastWorld();
			const neighbours = new Neighbours(world);
			neighbours.second.close(neighbours.b);
			world.run(3);
			const free = neighbours.trade(10);
			world.run(10);
			expect(`${free.said}; ${world.told("b")}`).to.equal("committed; r2, epoch 2, free, coins 110");
			world.opened(neighbours.first, "b");
			const here = neighbours.trade(10);
			world.run(5);
			expect(here.said).to.equal("committed");
			const fresh = world.opened(neighbours.second, "fresh");
			const answer = across(neighbours.first, neighbours.a, "fresh", ([own, other]) => {
				own.coins -= 5;
				other.coins += 5;
			});
			world.run(10);
			expect(`${answer.said}; ${fresh.data.coins}; ${neighbours.a.data.coins}`).to.equal("committed; 5; 75");
		});

		it("of two that want each other's documents at once ends for both", () => {
			const world = new HoldfastWorld();
			const neighbours = new Neighbours(world);
			const there = neighbours.trade(10);
			const back = across(neighbours.second, neighbours.b, "a", ([own, other]) => {
				own.coins -= 30;
				other.coins += 30;
			});
			world.run(60);
			expect(`${there.said}, ${back.said}`).to.equal("committed, committed");
			expect(`${neighbours.a.data.coins} ${neighbours.b.data.coins}`).to.equal("120 80");
		});

		it("needs no messages: the mailbox is enough", () => {
			const world = new HoldfastWorld();
			const neighbours = new Neighbours(world);
			world.mishaps.add({ service: "MessagingService" }, { kind: "failed" });
			const answer = neighbours.trade();
			world.run(60);
			expect(answer.said).to.equal("committed");
			expect(`${neighbours.a.data.coins} ${neighbours.b.data.coins}`).to.equal("60 140");
		});

		it("is refused for a bad key, a closed session, the same document, and an owner that does not answer", () => {
			const world = new HoldfastWorld();
			const neighbours = new Neighbours(world);
			const { first, a } = neighbours;
			const nothing = () => undefined;
			const bad = across(first, a, "", nothing);
			const same = across(first, a, "a", nothing);
			world.mishaps.add({ service: "MessagingService" }, { kind: "failed" });
			world.mishaps.add({ service: "MemoryStoreService" }, { kind: "failed" });
			const deaf = neighbours.trade();
			world.run(30);
			first.close(a);
			world.run(3);
			const closed = across(first, a, "b", nothing);
			world.run(1);
			const said = [bad, same, deaf, closed].map((answer) => answer.said ?? "-");
			expect(said.join(", ")).to.equal(
				"rejected: invalidKey, rejected: invalidTransaction, rejected: locked, rejected: sessionClosed",
			);
			expect(storedPair(world)).to.equal(BEFORE);
		});

		it("keeps nobody from the document for long when its server dies in between", () => {
			const world = new HoldfastWorld();
			const neighbours = new Neighbours(world);
			world.mishaps.add({ operation: WRITE, target: "/a", server: 1 }, { kind: "failed" });
			neighbours.trade();
			world.run(5);
			expect(storedPair(world)).to.equal("a 100, b 100 and a part");
			const refused = neighbours.b.increment(["coins"]);
			expect(refused.ok ? "changed" : refused.error.kind).to.equal("held");
			neighbours.first.server.crash();
			world.mishaps.end();
			world.run(15);
			expect(neighbours.b.increment(["coins"]).ok).to.equal(true);
			neighbours.second.close(neighbours.b);
			world.run(60);
			expect(openedPair(world)).to.equal("a 100, b 101");
			world.run(60);
			expect(marked(world)).to.equal("");
		});
	});

	describe("it is there for both or for none", () => {
		for (const victim of ["first", "second"] as const) {
			it(`at whatever moment the ${victim} server dies`, () => {
				const ends = new Set<string>();
				for (let resumptions = 1; resumptions <= 70; resumptions += 1) {
					const world = new HoldfastWorld();
					const neighbours = new Neighbours(world);
					const answer = neighbours.trade();
					neighbours[victim].server.crashAfterResumptions(resumptions);
					world.run(14);
					const { said } = answer;
					neighbours.stop();
					const opened = openedPair(world, 75);
					const whole = opened === BEFORE || opened === AFTER;
					expect(`${resumptions}: ${whole ? "whole" : opened}`).to.equal(`${resumptions}: whole`);
					if (said === "committed") expect(`${resumptions}: ${opened}`).to.equal(`${resumptions}: ${AFTER}`);
					ends.add(opened);
					world.run(30);
					expect(`${resumptions}: ${marked(world)}`).to.equal(`${resumptions}: `);
					expect(world.problems()).to.equal("");
				}
				expect(ends.size()).to.equal(2);
			});
		}

		it("whatever becomes of each of its writes", () => {
			const faults = [
				{ kind: "failed" },
				{ kind: "unanswered" },
				{ kind: "lateTransform", seconds: 8 },
				{ kind: "slow", seconds: 6 },
			] as const;
			for (const fault of faults) {
				for (const key of ["a", "b"]) {
					const world = new HoldfastWorld();
					const neighbours = new Neighbours(world);
					const operation = fault.kind === "lateTransform" ? "UpdateAsync" : WRITE;
					world.mishaps.add({ operation, target: `/${key}` }, fault, 1);
					const answer = neighbours.trade();
					world.run(90);
					const name = `${fault.kind} ${key}`;
					neighbours.stop();
					const opened = openedPair(world, 150);
					const said = answer.said === "committed" ? AFTER : BEFORE;
					expect(`${name}: ${answer.said} ${opened}`).to.equal(`${name}: ${answer.said} ${said}`);
					expect(world.problems()).to.equal("");
				}
			}
		});
	});
};
