/// <reference types="@rbxts/testez/globals" />
import type { CloudRequest, Fault } from "../../src/testing";
import { findHeadless } from "./support/headless";
import { LapisRecord } from "./support/lapis";
import { Peer, PeerGame } from "./support/peer-game";
import { ANN } from "./support/small-places";

/*
 * How the peers break (peers.md, fault traces 1 and 3), one request at a time: what `peers-under-fire.spec.ts` finds by
 * chance is told here from its beginning to its end.
 */

// ProfileService writes a key once in seven seconds: so soon after the open, its save has to wait.
const PLAY_SECONDS = 3;
const LAPIS_LOCK_SECONDS = 30 * 60;

export = () => {
	if (findHeadless() === undefined) SKIP();

	let played: PeerGame;

	afterEach(() => {
		expect(played.peer.problems()).to.equal("");
	});

	/** What happens to the next request of this kind; all others are left alone. */
	function breakNext(operation: CloudRequest["operation"], fault: Fault): void {
		const faults = played.peer.universe.cloud.faults;
		faults.interfere = (request) => {
			if (request.operation !== operation) return undefined;
			faults.interfere = undefined;
			return fault;
		};
	}

	const coinsSeen = (what: "loaded" | "has") =>
		played.sightings.filter((sighting) => sighting.what === what).map((sighting) => sighting.coins);

	const runFor = (seconds: number) => played.peer.universe.runFor(seconds);

	/** Until Ann's data has been opened so many times. */
	function runUntilLoaded(times: number): void {
		for (let second = 0; second < 30 && coinsSeen("loaded").size() < times; second += 1) runFor(1);
		expect(coinsSeen("loaded").size()).to.equal(times);
	}

	describe("a final save that fails once (trace 3)", () => {
		interface Stored {
			readonly Data: { readonly Coins: number };
		}

		/** Ann plays, leaves, and is back on the same server so much later. */
		function comeBack(peer: Peer, saveFails: boolean, awaySeconds: number): { seen: number; loaded: number } {
			played = new PeerGame(peer, 1);
			played.join(ANN);
			runUntilLoaded(1);
			runFor(PLAY_SECONDS);
			if (saveFails) breakNext("UpdateAsync", { kind: "failed" });
			played.leave(ANN);
			runFor(awaySeconds);
			const seen = coinsSeen("has").pop()!;
			played.join(ANN);
			runUntilLoaded(2);
			// Long enough for every retry, too short for the next save by itself.
			runFor(15);
			expect(played.peer.universe.cloud.faults.counts["DataStoreService failed"]).to.equal(saveFails ? 1 : undefined);
			expect(seen > 0).to.equal(true);
			return { seen, loaded: coinsSeen("loaded")[1] };
		}

		for (const peer of ["ProfileStore", "ProfileService"] as const) {
			it(`is thrown away by ${peer} when the player is back before it is tried again`, () => {
				const { loaded } = comeBack(peer, true, 0.5);
				expect(loaded).to.equal(0);
				// The first open, the save that failed, the second open, and the save again: which leaves the data alone.
				expect(played.peer.universe.cloud.requests.UpdateAsync >= 4).to.equal(true);
				const stored = played.peer.universe.cloud.inspect("Players", "p1") as Stored;
				expect(stored.Data.Coins).to.equal(0);
			});

			it(`is made up for by ${peer} when the player is away for longer`, () => {
				const { seen, loaded } = comeBack(peer, true, 30);
				expect(loaded).to.equal(seen);
			});

			it(`would have been in time with ${peer}, had it not failed`, () => {
				const { seen, loaded } = comeBack(peer, false, 0.5);
				expect(loaded).to.equal(seen);
			});
		}

		it("is waited for by Lapis", () => {
			const { seen, loaded } = comeBack("Lapis", true, 0.5);
			expect(loaded).to.equal(seen);
		});
	});

	describe("a lock that was taken by a call that reported an error (trace 1)", () => {
		const stored = () => played.peer.universe.cloud.inspect("Players", "p1") as LapisRecord;
		let coins: number;

		beforeEach(() => {
			played = new PeerGame("Lapis", 2);
			played.join(ANN);
			runUntilLoaded(1);
			runFor(PLAY_SECONDS);
			played.leave(ANN);
			runFor(5);
			coins = stored().data.coins;
			expect(coins > 0).to.equal(true);
			expect(stored().lockId).to.equal(undefined);
		});

		it("lets the player in when the answer comes", () => {
			played.join(ANN);
			runUntilLoaded(2);
			expect(coinsSeen("loaded")[1]).to.equal(coins);
		});

		it("keeps the player out for half an hour: the retry does not know its own lock", () => {
			let writes = 0;
			played.peer.universe.cloud.observe(() => {
				writes += 1;
			});
			breakNext("UpdateAsync (write)", { kind: "unanswered" });
			const began = played.peer.universe.scheduler.now;
			played.join(ANN);
			runFor(60);
			const lock = stored().lockId;
			expect(played.sightings[played.sightings.size() - 1].what).to.equal("refused");
			// The only write is the one that was reported as failed, and nobody has the document open.
			expect(writes).to.equal(1);
			expect(lock).to.be.a("string");

			const entered = () => played.sightings.find(({ what, seconds }) => what === "loaded" && seconds > began);
			while (entered() === undefined && played.peer.universe.scheduler.now < began + 2 * LAPIS_LOCK_SECONDS) {
				expect(stored().lockId).to.equal(lock);
				played.leave(ANN);
				runFor(1);
				played.join(ANN);
				runFor(60);
			}
			expect(entered()!.coins).to.equal(coins);
			const outside = entered()!.seconds - began;
			print(`Lapis kept a player out for ${math.floor(outside / 60)} minutes after one lost answer`);
			expect(outside > LAPIS_LOCK_SECONDS - 5).to.equal(true);
		});
	});
};
