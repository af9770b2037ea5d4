/// <reference types="@rbxts/testez/globals" />
import { defineMutators, s } from "../../../src";
import { writeHello, writeIntentHead } from "../../../src/protocol/client-section";
import { message } from "./support/messages";
import type { OddHooks } from "./support/odd-game";
import { standOf, WiredClient, WiredGame, WiredGameOptions } from "./support/wired-game";

export = () => {
	let wired: WiredGame;
	let ann: WiredClient;

	const begin = (options: WiredGameOptions = {}) => {
		wired = new WiredGame(options);
		ann = wired.joinWith(12);
	};

	afterEach(() => wired?.stop());

	describe("a function of the game's that waits", () => {
		const outcomeOf = (hooks: OddHooks) => {
			let asked = 0;
			const waiting: OddHooks = {};
			for (const [name, hook] of pairs(hooks as Record<string, () => unknown>)) {
				(waiting as Record<string, () => unknown>)[name] = () => {
					asked += 1;
					return hook();
				};
			}
			begin({ hooks: waiting });
			const mutation = ann.state().mutate.odd();
			wired.run(3);
			task.wait(0.2);
			wired.run(1);
			return `${standOf(mutation)}, asked ${asked}, coins ${wired.session("12").data.coins}`;
		};

		it("to say who may do something has failed: it is asked once, and nothing is done", () => {
			const outcome = outcomeOf({
				allow: () => {
					task.wait(0.05);
					return true;
				},
			});
			expect(outcome).to.equal("rejected: failed It could not be done., asked 1, coins 100");
			expect(wired.events[0].event).to.equal("mutatorFailed");
		});

		it("to look at arguments has failed before anything is sent", () => {
			const outcome = outcomeOf({
				guard: () => {
					task.wait(0.05);
					return undefined;
				},
			});
			expect(outcome.match("^rejected: failed .*yielded.*, asked 1, coins 100$")[0]).to.be.ok();
		});
	});

	describe("a client that begins anew", () => {
		it("is shown everything also when it has just spent all its tokens", () => {
			begin();
			ann.state().mutate.costly();
			wired.run();
			ann.states.stop();
			ann.states = ann.begin();
			ann.states.start();
			wired.run(1);
			expect(ann.state().getState()?.coins).to.equal(101);
			expect(standOf(ann.state().mutate.earn(1))).to.equal("predicted");
		});

		it("and again and again gets no more than its tokens allow", () => {
			begin();
			let bytes = 0;
			wired.sent = (_player, sent) => (bytes += buffer.len(sent));
			for (const nonce of $range(1, 600)) {
				wired.post(
					ann.player,
					message((writer) => writeHello(writer, nonce)),
				);
				wired.run();
			}
			expect(bytes > 0 && bytes < 6000).to.equal(true);
		});
	});

	describe("a client that has not greeted", () => {
		it("cannot ask for anything", () => {
			wired = new WiredGame();
			const ben = wired.join(13);
			ben.states.stop();
			ben.states = ben.begin();
			wired.clearPost();
			wired.show(wired.open("13", 13), ben);
			const intent = message((writer) => {
				writeIntentHead(writer, 0, 1, 3);
				writer.append(buffer.create(0));
			});
			wired.post(ben.player, intent);
			wired.run();
			expect(wired.violationKinds()).to.equal("malformed");
			expect(wired.session("13").data.coins).to.equal(100);
		});
	});

	describe("messages", () => {
		it("that are empty take no room: each is malformed", () => {
			begin();
			for (const _ of $range(1, 2000)) wired.post(ann.player, "");
			wired.run();
			// Then its score is so high that it is not read any more.
			expect(wired.violations.size()).to.equal(10);
			expect(wired.violations[9].isOverLimit).to.equal(true);
		});

		it("that are short take more room than their bytes: there is no room for thousands", () => {
			begin({ config: { violationsMax: 1e9 } });
			for (const _ of $range(1, 20_000)) wired.post(ann.player, "x");
			const count = (kind: string) => wired.violations.filter((violation) => violation.kind === kind).size();
			wired.run();
			expect(count("malformed") <= 8).to.equal(true);
			// Told once a frame, however many were dropped.
			expect(count("flooding")).to.equal(1);
			wired.run(5);
			expect(count("malformed") < 1000).to.equal(true);
		});
	});

	describe("documents that are shown for a moment", () => {
		it("are forgotten, and who asks for something of the last of them has done nothing wrong", () => {
			begin();
			const session = wired.open("shared", 12);
			for (const _ of $range(1, 100)) {
				wired.show(session, ann);
				wired.run();
				ann.states.state(wired.game.channel, "shared").mutate.earn(1);
				wired.hide(session, ann);
				wired.run(0.1);
			}
			expect(wired.violationKinds()).to.equal("");
			const lines = (wired.publisher as never as { lines: Map<Player, { byId: Map<number, unknown> }> }).lines;
			expect(lines.get(ann.player)!.byId.size()).to.equal(1);
		});
	});

	it("a place with private parts cannot be set by clients as a whole", () => {
		const settings = s.object({ volume: s.number(), ban: s.boolean().optional().private() });
		const schema = s.object({ settings: settings.clientWritable() });
		expect(() => defineMutators(schema, {})).to.throw();
		expect(() => defineMutators(s.object({ settings }), {})).never.to.throw();
	});

	describe("a player who has left", () => {
		it("is shown nothing more: whoever comes late is told so", () => {
			begin();
			wired.leave(ann);
			const session = wired.open("late", 12);
			const shown = wired.show(session, ann);
			expect(shown.ok).to.equal(false);
			expect(!shown.ok && shown.error.kind).to.equal("playerLeft");
			let sent = 0;
			wired.sent = () => (sent += 1);
			wired.post(
				ann.player,
				message((writer) => writeHello(writer, 7)),
			);
			session.set(["coins"], 5);
			wired.run();
			expect(sent).to.equal(0);
		});
	});

	describe("a document that would not be valid", () => {
		it("is refused without a word of what is private", () => {
			begin();
			const mutation = ann.state().mutate.pray();
			wired.run(0.2);
			expect(standOf(mutation)).to.equal("rejected: invalid It would make the document invalid.");
			const [event] = wired.events;
			expect(event.event).to.equal("mutatorRefused");
			expect((event.details as { problem: string }).problem.find("luck")[0]).to.be.ok();
		});

		it("is no violation: the game's own client can ask for it", () => {
			begin();
			for (const _ of $range(1, 5)) ann.state().mutate.earn(1000);
			wired.run(1);
			expect(wired.violationKinds()).to.equal("");
			expect(ann.state().getState()!.coins).to.equal(100);
		});
	});

	describe("a rule of the document's schema that waits", () => {
		it("fails what was asked for, which is done never, and what follows is done once", () => {
			let waits = false;
			const rule = () => {
				if (waits) task.wait(0.05);
				return true;
			};
			begin({ hooks: { rule } });
			wired.run(0.5);
			const session = wired.session("12");
			const commits = new Array<number>();
			session.committed.subscribe((commit) => commits.push(commit.data.coins));
			waits = true;
			const first = ann.state().mutate.earn(10);
			wired.run(2);
			task.wait(0.3);
			waits = false;
			wired.run(1);
			const second = ann.state().mutate.earn(500);
			wired.run(3);
			expect(standOf(first)).to.equal("rejected: failed It could not be done.");
			expect(standOf(second)).to.equal("confirmed");
			expect(commits.join(" ")).to.equal("600");
			expect(ann.state().getState()!.coins).to.equal(600);
		});
	});
};
