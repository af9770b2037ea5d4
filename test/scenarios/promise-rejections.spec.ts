/// <reference types="@rbxts/testez/globals" />
import { findHeadless } from "./support/headless";
import { PeerUniverse } from "./support/peer";

/*
 * roblox-ts's own Promise, in a universe of its own: a rejection that nobody handles would fail the run of the specs.
 */

const PRELUDE = `
	local Promise = require(game.ReplicatedStorage.rbxts_include.Promise)
	Promise.onUnhandledRejection(function(promise, reason) print("unhandled", promise:getStatus(), reason) end)
`;

export = () => {
	if (findHeadless() === undefined) SKIP();

	let peer: PeerUniverse;

	beforeEach(() => {
		peer = new PeerUniverse(PRELUDE, 8);
	});

	afterEach(() => {
		expect(peer.problems()).to.equal("");
	});

	it("a rejection that nobody handles is reported a frame later, and no thread dies of it", () => {
		peer.run(peer.boot(), 'Promise.reject("lost") print("still here")');
		expect(peer.said()).to.equal("still here");
		peer.universe.runFor(1);
		expect(peer.said()).to.equal("still here|unhandled Rejected lost");
	});

	it("so is an error in a promise's own thread", () => {
		peer.run(peer.boot(), 'Promise.delay(0.5):andThen(function() error("boom", 0) end)');
		peer.universe.runFor(1);
		expect(peer.printed.size()).to.equal(1);
		expect(peer.printed[0].match("^unhandled Rejected .*boom")[0]).to.be.ok();
	});

	it("one that is handled before the frame is over is nobody's business", () => {
		peer.run(peer.boot(), 'Promise.reject("seen"):catch(function(reason) print("handled", reason) end)');
		peer.universe.runFor(1);
		expect(peer.said()).to.equal("handled seen");
	});
};
