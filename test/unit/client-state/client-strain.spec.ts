/// <reference types="@rbxts/testez/globals" />
import { writeHello, writeResync } from "../../../src/protocol/client-section";
import { holdfastError } from "../../../src/shared/errors";
import { fail } from "../../../src/shared/result";
import { intentFor, message } from "./support/messages";
import { standOf, WiredClient, WiredGame, WiredGameOptions } from "./support/wired-game";

const NO_MESSAGE = "\x03";

export = () => {
	let wired: WiredGame;
	let ann: WiredClient;

	const begin = (options: WiredGameOptions = {}) => {
		wired = new WiredGame(options);
		ann = wired.joinWith(12);
	};

	/** What is sent to players from now on: how many messages, and bytes. */
	const weigh = () => {
		const weight = { messages: 0, bytes: 0 };
		wired.sent = (_player, sent) => {
			weight.messages += 1;
			weight.bytes += buffer.len(sent);
		};
		return weight;
	};

	const tap = (sequence: number) => intentFor(wired, sequence, "tap", () => {});

	/** Ann's document is held, until what is given back is called. */
	const hold = () => {
		const held = wired.session("12") as never as { update?: unknown };
		held.update = () => fail(holdfastError("held", "It is held."));
		return () => (held.update = undefined);
	};

	afterEach(() => wired.stop());

	describe("a client that is told to wait", () => {
		it("and does not is too fast, until nothing of it is read", () => {
			begin({ config: { tokensPerSecond: 0.001, tokensMax: 1 } });
			for (const _ of $range(1, 100)) {
				for (const __ of $range(1, 8)) wired.post(ann.player, tap(2));
				wired.post(ann.player, tap(1));
				wired.run();
			}
			expect(wired.session("12").data.coins).to.equal(101);
			expect(wired.violations.every(({ kind }) => kind === "tooFast")).to.equal(true);
			expect(wired.violations[wired.violations.size() - 1].isOverLimit).to.equal(true);
		});
	});

	describe("a client that asks for what it has missed", () => {
		it("many times in one message gets it once", () => {
			begin();
			const revision = ann.state().getRevision()!;
			for (const coins of $range(1, 60)) {
				wired.session("12").set(["coins"], coins);
				wired.run();
			}
			const weight = weigh();
			const ask = (times: number) =>
				message((writer) => {
					for (const _ of $range(1, times)) writeResync(writer, 0, revision);
				});
			wired.post(ann.player, ask(1));
			wired.run();
			const once = weight.bytes;
			expect(once > 0).to.equal(true);
			wired.run(5);
			weight.bytes = 0;
			wired.post(ann.player, ask(8));
			wired.run();
			expect(weight.bytes).to.equal(once);
		});

		it("gets what is longer than a part of a snapshot as a snapshot, part by part", () => {
			begin();
			const revision = ann.state().getRevision()!;
			for (const index of $range(1, 63)) {
				wired.session("12").set(["text"], string.rep(`${index} !`, 2500).sub(1, 10_000));
				wired.run();
			}
			let longest = 0;
			wired.sent = (_player, sent) => (longest = math.max(longest, buffer.len(sent)));
			wired.post(
				ann.player,
				message((writer) => writeResync(writer, 0, revision)),
			);
			wired.run(1);
			expect(longest > 0 && longest < 12_100).to.equal(true);
			expect(ann.state().getState()!.text.sub(1, 2)).to.equal("63");
		});
	});

	describe("a client in a hurry", () => {
		it("gets what it has missed while it goes on", () => {
			begin();
			const hurry = (seconds: number) => {
				for (const _ of $range(1, seconds * 60)) {
					ann.state().mutate.tap();
					wired.run();
				}
			};
			hurry(6);
			ann.isDeaf = true;
			wired.session("12").set(["text"], "missed");
			wired.run(0.1);
			ann.isDeaf = false;
			hurry(5);
			expect(ann.state().getState()!.text).to.equal("missed");
			expect(wired.violationKinds()).to.equal("");
		});

		it("may say as much in each of its documents", () => {
			begin();
			const keys = [1, 2, 3, 4, 5].map((index) => `d${index}`);
			for (const key of keys) wired.show(wired.open(key, 12), ann);
			wired.run(0.5);
			for (const key of keys) {
				const state = ann.states.state(wired.game.channel, key);
				for (const turn of [1, 2]) state.mutate.write(string.rep(`${turn}!`, 1900));
			}
			wired.run(3);
			expect(wired.violationKinds()).to.equal("");
			for (const key of keys) expect(wired.session(key).data.text.sub(1, 2)).to.equal("2!");
		});
	});

	describe("a client with many documents", () => {
		it("that are all hidden while it asks for something has sent nothing wrong", () => {
			begin();
			const keys = new Array<string>();
			for (const index of $range(1, 70)) keys.push(`d${index}`);
			for (const key of keys) wired.show(wired.open(key, 12), ann);
			wired.run(1);
			ann.states.state(wired.game.channel, "d1").mutate.tap();
			ann.step();
			for (const key of keys) wired.hide(wired.session(key), ann);
			wired.run(0.5);
			expect(wired.violationKinds()).to.equal("");
		});
	});

	describe("a player who leaves while what they sent is read", () => {
		it("is sent nothing more", () => {
			begin();
			const session = wired.session("12");
			const ben = wired.join(13);
			wired.publisher.show(wired.game.channel, session, ben.player, { view: "owner" });
			wired.run(0.2);
			wired.publisher.violated.subscribe(() => wired.leave(ann));
			const greetsAndErrs = message((writer) => {
				writeHello(writer, 1);
				writer.u8(3);
			});
			wired.post(ann.player, greetsAndErrs);
			wired.run(0.2);
			let [toAnn, toBen] = [0, 0];
			wired.sent = (player) => {
				if (player === ann.player) toAnn += 1;
				if (player === ben.player) toBen += 1;
			};
			for (const coins of $range(1, 50)) {
				session.set(["coins"], coins);
				wired.run();
			}
			expect(toAnn).to.equal(0);
			expect(toBen).to.equal(50);
		});

		it("has nothing more done", () => {
			begin();
			wired.publisher.violated.subscribe(() => wired.leave(ann));
			wired.post(ann.player, NO_MESSAGE);
			wired.post(ann.player, tap(1));
			wired.run(0.2);
			expect(wired.violationKinds()).to.equal("malformed");
			expect(wired.session("12").data.coins).to.equal(100);
		});
	});

	describe("a client whose score is at its limit", () => {
		it("is not read any more, what has come already included", () => {
			begin();
			for (const _ of $range(1, 900)) wired.post(ann.player, NO_MESSAGE);
			for (const sequence of $range(1, 30)) wired.post(ann.player, tap(sequence));
			wired.run(3);
			// Each is 10 points of 100; a little is forgiven between two frames.
			expect(wired.violations.size()).to.equal(11);
			expect(wired.session("12").data.coins).to.equal(100);
		});

		it("is read again when the score has gone down, and has lost nothing but time", () => {
			begin({ config: { forgivenPerSecond: 10 } });
			for (const _ of $range(1, 10)) wired.post(ann.player, NO_MESSAGE);
			ann.state().mutate.tap();
			wired.run(30);
			expect(wired.session("12").data.coins).to.equal(101);
			expect(ann.state().getState()!.coins).to.equal(101);
		});
	});

	describe("a document that is held for long", () => {
		it("has no honest client taken for one that floods", () => {
			begin();
			const other = wired.open("second", 12);
			wired.show(other, ann);
			wired.run(0.2);
			const letGo = hold();
			const second = ann.states.state(wired.game.channel, "second");
			for (const index of $range(1, 32)) ann.state().mutate.write(string.rep(`${index % 10}!`, 110));
			for (const index of $range(1, 32)) second.mutate.write(string.rep(`${index % 10}!`, 110));
			wired.run(9);
			expect(wired.violationKinds()).to.equal("");
			letGo();
			wired.run(15);
			expect(wired.violationKinds()).to.equal("");
			expect(wired.session("12").data.text).to.equal(other.data.text);
			expect(other.data.text.sub(1, 2)).to.equal("2!");
		});
	});

	describe("a document that is held", () => {
		it("keeps no other document of the client waiting", () => {
			begin();
			const other = wired.open("second", 12);
			wired.show(other, ann);
			wired.run(0.2);
			const letGo = hold();
			for (const _ of $range(1, 10)) ann.state().mutate.tap();
			wired.run();
			ann.states.state(wired.game.channel, "second").mutate.tap();
			wired.run(0.1);
			expect(other.data.coins).to.equal(101);
			letGo();
			wired.run(1);
			expect(wired.session("12").data.coins).to.equal(110);
		});

		it("does not hide who floods", () => {
			begin();
			const letGo = hold();
			wired.post(ann.player, tap(1));
			wired.run();
			for (const _ of $range(1, 3)) {
				for (const __ of $range(1, 1200)) wired.post(ann.player, tap(1));
				wired.run();
			}
			letGo();
			expect(wired.violations.some(({ kind }) => kind === "flooding")).to.equal(true);
		});
	});

	describe("a document whose changes are each longer than a part of a snapshot", () => {
		it("is seen to change, however often it does", () => {
			begin({ config: { chunkBytes: 100 } });
			const session = wired.session("12");
			session.set(["text"], string.rep("0!", 750));
			wired.run(1);
			const seen = new Set<string>();
			ann.state().subscribe(({ text }) => seen.add(text.sub(1, 2)));
			for (const index of $range(1, 60)) {
				session.set(["text"], string.rep(`${index % 9}!`, 750));
				wired.run(10 / 60);
			}
			expect(seen.size() > 5).to.equal(true);
			wired.run(2);
			expect(ann.state().getState()!.text).to.equal(session.data.text);
		});

		it("has nothing of the player's go out of view and come back", () => {
			begin({ config: { chunkBytes: 100 } });
			const session = wired.session("12");
			session.set(["text"], string.rep("0!", 750));
			wired.run(1);
			const coins = new Array<number>();
			ann.state().addChangeListener(["coins"], (value) => coins.push(value!));
			for (const index of $range(1, 40)) {
				session.set(["text"], string.rep(`${index % 9}!`, 750));
				if (index % 8 === 0) ann.state().mutate.tap();
				wired.run(10 / 60);
			}
			wired.run(2);
			expect(coins.join(" ")).to.equal("101 102 103 104 105");
			expect(session.data.coins).to.equal(105);
		});
	});

	describe("a player who never listens", () => {
		it("has nothing of what was shown and hidden meanwhile remembered", () => {
			begin();
			const ben = wired.join(13);
			ben.states.stop();
			wired.clearPost();
			const session = wired.session("12");
			for (const _ of $range(1, 2000)) {
				wired.show(session, ben);
				wired.hide(session, ben);
			}
			const weight = weigh();
			ben.states.start();
			wired.run(1);
			expect(weight.bytes).to.equal(0);
		});
	});

	describe("what costs much in one document", () => {
		it("has its turn beside what costs little in another, however much of that there is", () => {
			begin();
			wired.show(wired.open("guild", 12), ann);
			wired.run(0.5);
			const guild = ann.states.state(wired.game.channel, "guild");
			for (const _ of $range(1, 30)) ann.state().mutate.tap();
			wired.run(1);
			const costly = ann.state().mutate.costly();
			let taps = 0;
			for (const _ of $range(1, 10 * 60)) {
				if (guild.getStatus() === "confirmed") {
					guild.mutate.tap();
					taps += 1;
				}
				wired.run();
			}
			expect(standOf(costly)).to.equal("confirmed");
			expect(taps > 100).to.equal(true);
			expect(wired.violationKinds()).to.equal("");
		});
	});
};
