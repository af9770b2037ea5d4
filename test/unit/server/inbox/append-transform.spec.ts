/// <reference types="@rbxts/testez/globals" />
import { appendTransform, Outgoing } from "../../../../src/server/inbox/append-transform";
import { ACKS_MAX, InboxAck } from "../../../../src/server/inbox/inbox-acks";
import { INBOX_SIZE_MAX, MESSAGES_MAX, StoredMessage } from "../../../../src/server/inbox/stored-message";
import type { StoredRecord } from "../../../../src/server/store/record";
import { LOCK, messageOf, NOW, recordOf } from "./support";

const LABEL = { schema: 3, readableFrom: 2 };
const ACK: InboxAck = { state: "delivered", keptUntil: 5000 };

const outgoing = (message: StoredMessage, wanted = true): Outgoing => ({ message, wanted: () => wanted });

function append(stored: unknown, messages: ReadonlyArray<Outgoing>, unixSeconds = NOW) {
	return appendTransform(stored, { messages, label: LABEL, unixSeconds });
}

const kindsOf = (step: ReturnType<typeof append>) => step.outcomes.map(({ kind }) => kind).join(" ");

export = () => {
	it("puts messages behind those that are there, and leaves all else as it is", () => {
		const stored = { ...recordOf({ lock: LOCK, inbox: [messageOf("m1")] }), more: "unknown" };
		const step = append(stored, [outgoing(messageOf("m2")), outgoing(messageOf("m3"))]);
		expect(kindsOf(step)).to.equal("appended appended");
		expect(step.record!.inbox!.map(({ id }) => id).join(" ")).to.equal("m1 m2 m3");
		expect(step.record!.revision).to.equal(3);
		expect(step.record!.data).to.equal(stored.data);
		expect((step.record as StoredRecord & { more: string }).more).to.equal("unknown");
		expect(step.lock).to.equal(LOCK);
		expect(stored.inbox!.size()).to.equal(1);
	});

	it("makes a record without data where there is none", () => {
		const { record } = append(undefined, [outgoing(messageOf("m1"))]);
		expect(record!.data).to.equal(undefined);
		expect(record!.revision).to.equal(0);
		expect(record!.schema).to.equal(3);
		expect(record!.inbox!.size()).to.equal(1);
	});

	it("writes nothing for what is there already or was handled", () => {
		const stored = recordOf({ inbox: [messageOf("m1")], ledger: { inboxAck: { m2: ACK } } });
		const step = append(stored, [outgoing(messageOf("m1")), outgoing(messageOf("m2"))]);
		expect(kindsOf(step)).to.equal("waiting acked");
		expect(step.record).to.equal(undefined);
	});

	it("does nothing for what nobody wants any more, or whose time to be appended is over", () => {
		const late = append(recordOf(), [
			outgoing(messageOf("m1"), false),
			outgoing(messageOf("m2", { appendBefore: NOW })),
		]);
		expect(kindsOf(late)).to.equal("givenUp givenUp");
		expect(late.record).to.equal(undefined);
	});

	it("leaves alone what is no record", () => {
		const step = append({ format: 9 }, [outgoing(messageOf("m1"))]);
		expect(kindsOf(step)).to.equal("unreadable");
		expect(step.record).to.equal(undefined);
	});

	it("takes no more messages than wait at most, those not counted that are handled and not yet taken out", () => {
		const inbox = new Array<StoredMessage>();
		for (let count = 1; count <= MESSAGES_MAX; count += 1) inbox.push(messageOf(`m${count}`));
		const full = append(recordOf({ inbox }), [outgoing(messageOf("x"))]);
		expect(kindsOf(full)).to.equal("full");
		expect(full.record).to.equal(undefined);
		const handled = recordOf({ inbox, ledger: { inboxAck: { m1: ACK } } });
		expect(kindsOf(append(handled, [outgoing(messageOf("x")), outgoing(messageOf("y"))]))).to.equal("appended full");
	});

	it("takes no more bytes than fit", () => {
		const body = string.rep("x", 8000);
		const inbox = new Array<StoredMessage>();
		for (let count = 1; count <= math.floor(INBOX_SIZE_MAX / 8110); count += 1)
			inbox.push(messageOf(`m${count}`, { body }));
		const step = append(recordOf({ inbox }), [outgoing(messageOf("x", { body })), outgoing(messageOf("y"))]);
		expect(kindsOf(step)).to.equal("full appended");
	});

	it("takes none while the document has to remember too many, and takes some when they may be forgotten", () => {
		const inboxAck: Record<string, InboxAck> = {};
		for (let count = 1; count <= ACKS_MAX; count += 1) inboxAck[`m${count}`] = ACK;
		const stored = recordOf({ ledger: { inboxAck } });
		expect(kindsOf(append(stored, [outgoing(messageOf("x"))]))).to.equal("full");
		const later = messageOf("x", { appendBefore: 6000 });
		expect(kindsOf(append(stored, [outgoing(later)], 5000))).to.equal("appended");
	});

	it("keeps what is in an inbox and is no message", () => {
		const stored = { ...recordOf(), inbox: ["old", { id: 5 }] };
		const { record, inbox } = append(stored, [outgoing(messageOf("m1"))]);
		expect(record!.inbox!.size()).to.equal(3);
		expect(inbox.size()).to.equal(1);
	});
};
