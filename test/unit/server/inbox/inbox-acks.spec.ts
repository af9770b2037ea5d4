/// <reference types="@rbxts/testez/globals" />
import { EMPTY_LEDGER, storedLedger } from "../../../../src/server/commit/ledger";
import {
	ackOf,
	ackUntil,
	countAcks,
	forgettableAcks,
	InboxAck,
	withAck,
	withoutAcked,
	withoutAcks,
} from "../../../../src/server/inbox/inbox-acks";
import { messageOf, NOW } from "./support";

const OLD: InboxAck = { state: "delivered", keptUntil: NOW };
const NEW: InboxAck = { state: "delivered", keptUntil: NOW + 1 };
const TRANSFER: InboxAck = { ...OLD, giver: { collection: "C", key: "k" } };

export = () => {
	it("are kept in a frozen ledger, which is as it was when they are gone", () => {
		const one = withAck(EMPTY_LEDGER, "m1", { ...OLD });
		const two = withAck(one, "m2", { ...OLD });
		expect(ackOf(one, "m2")).to.equal(undefined);
		expect(ackOf(two, "m1")!.state).to.equal("delivered");
		expect(table.isfrozen(two) && table.isfrozen(two.inboxAck!)).to.equal(true);
		expect(storedLedger(withoutAcks(two, ["m1", "m2"]))).to.equal(undefined);
		expect(withoutAcks(two, ["m3"])).to.equal(two);
	});

	it("outlive by an hour what may still come, and what is under way now", () => {
		expect(ackUntil({ appendBefore: 5000 }, NOW)).to.equal(5000 + 3600);
		expect(ackUntil({ appendBefore: 5 }, NOW)).to.equal(NOW + 3600);
	});

	it("count while they are needed: until their time, or while a giver may ask", () => {
		const ledger = { inboxAck: { m1: OLD, m2: NEW, m3: TRANSFER } };
		expect(countAcks(ledger, NOW)).to.equal(2);
		expect(countAcks(EMPTY_LEDGER, NOW)).to.equal(0);
	});

	it("may go when their time is over, they are stored, and their messages are not seen any more", () => {
		const ledger = { inboxAck: { m1: OLD, m2: OLD, m3: OLD, m4: NEW, m5: TRANSFER } };
		const confirmed = { inboxAck: { m1: OLD, m2: OLD, m4: NEW, m5: TRANSFER } };
		expect(forgettableAcks(ledger, confirmed, [messageOf("m2")], NOW).join(" ")).to.equal("m1");
	});

	it("take their messages out of the inbox with which they are written, and nothing else", () => {
		const inbox = [messageOf("m1"), messageOf("m2")];
		expect(
			withoutAcked(inbox, { inboxAck: { m1: OLD } })!
				.map(({ id }) => id)
				.join(" "),
		).to.equal("m2");
		expect(withoutAcked(inbox, { inboxAck: { m1: OLD, m2: OLD } })).to.equal(undefined);
		expect(withoutAcked(inbox, {})).to.equal(inbox);
		expect(withoutAcked(inbox, undefined)).to.equal(inbox);
		expect(withoutAcked(["old", messageOf("m1")], { inboxAck: { m1: OLD } })!.size()).to.equal(1);
	});
};
