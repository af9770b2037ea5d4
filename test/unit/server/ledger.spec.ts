/// <reference types="@rbxts/testez/globals" />
import {
	EMPTY_LEDGER,
	hasReceipt,
	Ledger,
	ledgerOf,
	RECEIPTS_KEPT,
	storedLedger,
	withReceipt,
} from "../../../src/server/commit/ledger";

export = () => {
	it("knows the purchases that were put into it, and leaves the one before as it was", () => {
		const one = withReceipt(EMPTY_LEDGER, "a");
		const two = withReceipt(one, "b");
		expect(hasReceipt(two, "a") && hasReceipt(two, "b")).to.equal(true);
		expect(hasReceipt(one, "b")).to.equal(false);
		expect(table.isfrozen(two) && table.isfrozen(two.receipts!)).to.equal(true);
	});

	it("forgets the oldest purchase, by their order, when there are more than it keeps", () => {
		let ledger: Ledger = EMPTY_LEDGER;
		for (let count = 1; count <= RECEIPTS_KEPT + 2; count += 1) ledger = withReceipt(ledger, `p${count}`);
		expect(hasReceipt(ledger, "p1") || hasReceipt(ledger, "p2")).to.equal(false);
		expect(hasReceipt(ledger, "p3") && hasReceipt(ledger, `p${RECEIPTS_KEPT + 2}`)).to.equal(true);
		let kept = 0;
		for (const [,] of pairs(ledger.receipts!)) kept += 1;
		expect(kept).to.equal(RECEIPTS_KEPT);
	});

	it("is not stored while it is empty, and empty where nothing or nonsense is stored", () => {
		expect(storedLedger(EMPTY_LEDGER)).to.equal(undefined);
		const one = withReceipt(EMPTY_LEDGER, "a");
		expect(storedLedger(one)).to.equal(one);
		expect(ledgerOf({})).to.equal(EMPTY_LEDGER);
		expect(ledgerOf({ ledger: 5 })).to.equal(EMPTY_LEDGER);
		expect(ledgerOf({ ledger: one })).to.equal(one);
	});
};
