/// <reference types="@rbxts/testez/globals" />
import { withAck } from "../../../../src/server/inbox/inbox-acks";
import { wroteLast } from "../../../../src/server/session/session-id";
import { changeFreeRecord } from "../../../../src/server/transfer/change-free-record";
import { inOrder, OutboxEntry, withoutTransfer, withTransfer } from "../../../../src/server/transfer/outbox";
import { LOCK, messageOf, NOW, recordOf } from "../inbox/support";

const LABEL = { schema: 1, readableFrom: 1 };
const block = (stored: unknown) =>
	changeFreeRecord(stored, LABEL, NOW, (ledger) => withAck(ledger, "m1", { state: "expired", keptUntil: 5 }));

export = () => {
	it("changes the ledger of a free document, as its next revision that no session wrote", () => {
		const stored = recordOf({ inbox: [messageOf("m1"), messageOf("m2")] });
		const { outcome, record, ledger } = block(stored);
		expect(outcome).to.equal("changed");
		expect(record!.ledger).to.equal(ledger);
		expect(record!.revision).to.equal(4);
		expect(record!.data).to.equal(stored.data);
		expect(record!.inbox!.map(({ id }) => id).join(" ")).to.equal("m2");
		expect(wroteLast({ owner: "b", epoch: 5, nonce: "n" }, record!.stamps)).to.equal(false);
	});

	it("takes one place among the stamps, however often", () => {
		let stored = recordOf();
		for (let count = 1; count <= 6; count += 1) {
			const change = changeFreeRecord(stored, LABEL, NOW, (ledger) =>
				withAck(ledger, `m${count}`, { state: "expired", keptUntil: 5 }),
			);
			stored = change.record!;
		}
		expect(stored.stamps.map(({ nonce, seq }) => `${nonce}${seq}`).join(" ")).to.equal("n2 ~ledger6");
	});

	it("leaves alone what somebody has, what a journal may still be added to, and what is not decided", () => {
		const unfolded = { owner: "b", epoch: 5, nonce: "n", revision: 3 };
		for (const used of [{ lock: LOCK }, { unfolded }, { prepared: { g: {} } } as object]) {
			const { outcome, record } = block(recordOf(used));
			expect(outcome).to.equal("inUse");
			expect(record).to.equal(undefined);
		}
		// No journal fits it any more.
		expect(block(recordOf({ unfolded: { ...unfolded, revision: 2 } })).outcome).to.equal("changed");
		expect(block("raw").outcome).to.equal("unreadable");
	});

	it("writes nothing where nothing changes, and a record without data where there is none", () => {
		expect(changeFreeRecord(recordOf({ lock: LOCK }), LABEL, NOW, (ledger) => ledger).outcome).to.equal("unchanged");
		const { record } = block(undefined);
		expect(record!.data).to.equal(undefined);
		expect(record!.revision).to.equal(1);
	});

	it("an outbox is in the order in which it was filled, and nothing when it is empty", () => {
		const to = { collection: "C", key: "k", ...LABEL };
		const entry: OutboxEntry = { to, cargo: { path: ["coins"], amount: 1 }, path: ["coins"], sentAt: 5, expires: 9 };
		const ledger = withTransfer(withTransfer({}, "b", entry), "a", { ...entry, sentAt: 6 });
		expect(inOrder(ledger).join(" ")).to.equal("b a");
		expect(withoutTransfer(withoutTransfer(ledger, "a"), "b").outbox).to.equal(undefined);
		expect(table.isfrozen(ledger.outbox!)).to.equal(true);
	});
};
