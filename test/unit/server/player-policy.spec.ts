/// <reference types="@rbxts/testez/globals" />
import { kickWhenGone } from "../../../src/server/session/player-policy";
import { SessionEnd } from "../../../src/server/session/session-results";
import { createMemoryCloud } from "./support/memory-cloud";

export = () => {
	const kicksFor = (ending: SessionEnd, here: Set<number>) => {
		const cloud = createMemoryCloud();
		cloud.players.here = here;
		kickWhenGone(cloud.ports.players)(7, ending);
		return cloud.kicks;
	};

	it("kicks a player who is here when their document was lost or handed over, and says which", () => {
		const [lost] = kicksFor("lost", new Set([7]));
		expect(lost.userId).to.equal(7);
		expect(lost.message).to.equal("Your data was taken over by another server. Please join again.");
		const [handedOver] = kicksFor("handedOver", new Set([7]));
		expect(handedOver.message).to.equal("Your data was opened on another server. Please join again.");
	});

	it("kicks nobody when the document was closed on purpose, or when its player has left", () => {
		expect(kicksFor("closed", new Set([7])).size()).to.equal(0);
		expect(kicksFor("lost", new Set([8])).size()).to.equal(0);
		expect(kicksFor("handedOver", new Set<number>()).size()).to.equal(0);
	});
};
