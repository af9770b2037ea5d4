/// <reference types="@rbxts/testez/globals" />
import { Session } from "../../../src/server/session/session";
import { SlotTable } from "../../../src/server/session/slot-table";

function sessionOf(collection: string, key: string): Session<object> {
	return { collection, key } as never;
}

const LOCK = { owner: "you", realm: "live", place: 1, epoch: 3, nonce: "n", renewed: 0 };

export = () => {
	let slots: SlotTable;

	const hold = (collection: string, key: string, userId?: number) => {
		const slot = slots.slotOf(collection, key);
		slot.session = sessionOf(collection, key);
		slot.userId = userId;
		return slot;
	};

	beforeEach(() => {
		slots = new SlotTable();
	});

	it("has one slot for each document, and finds only what was asked for before", () => {
		expect(slots.find("C", "k")).to.equal(undefined);
		const slot = slots.slotOf("C", "k");
		expect(slots.slotOf("C", "k")).to.equal(slot);
		expect(slots.find("C", "k")).to.equal(slot);
		expect(slots.slotOf("D", "k")).never.to.equal(slot);
		expect(slots.slotOf("C", "l")).never.to.equal(slot);
	});

	it("lists sessions in the order of their keys, whatever order they came in", () => {
		for (const key of ["c", "a", "d", "b"]) hold("C", key);
		slots.slotOf("C", "empty");
		expect(
			slots
				.sessions()
				.map((session) => session.key)
				.join(""),
		).to.equal("abcd");
	});

	it("knows whose sessions they are", () => {
		hold("C", "a", 1);
		hold("C", "b", 2);
		hold("D", "c", 1);
		hold("C", "d");
		const keys = slots.sessionsOf(1).map((session) => session.key);
		expect(keys.join("")).to.equal("ac");
	});

	it("tells the opens of a player who left, and no other, and wakes them", () => {
		const [mine, other] = [slots.slotOf("C", "a"), slots.slotOf("C", "b")];
		mine.opening = { userId: 1, playerLeft: false };
		other.opening = { userId: 2, playerLeft: false };
		let woken = "";
		task.spawn(() => {
			mine.answered.wait(100);
			woken += "mine";
		});
		const waiting = task.spawn(() => {
			other.answered.wait(100);
			woken += "other";
		});
		slots.noteLeaving(1);
		expect(mine.opening.playerLeft).to.equal(true);
		expect(other.opening.playerLeft).to.equal(false);
		expect(woken).to.equal("mine");
		other.answered.ring();
		expect(coroutine.status(waiting)).to.equal("dead");
	});

	it("forgets a slot in which nothing is going on, and keeps one with a session, an open or something unsaved", () => {
		hold("C", "session");
		slots.slotOf("C", "opening").opening = { playerLeft: false };
		slots.slotOf("C", "unsaved").unsaved = { id: { owner: "me", epoch: 1, nonce: "n" }, data: {}, revision: 1 };
		slots.slotOf("C", "idle");
		slots.tidy(1000);
		const kept = ["session", "opening", "unsaved", "idle"].filter((key) => slots.find("C", key) !== undefined);
		expect(kept.join(",")).to.equal("session,opening,unsaved");
	});

	it("keeps what it knows of a foreign lock for two minutes after it was looked at last", () => {
		const slot = slots.slotOf("C", "k");
		expect(slot.see(LOCK, 1000).since).to.equal(1000);
		expect(slot.see({ ...LOCK }, 1050).since).to.equal(1000);
		slots.tidy(1170);
		expect(slots.find("C", "k")).to.equal(slot);
		slots.tidy(1171);
		expect(slots.find("C", "k")).to.equal(undefined);
	});

	it("begins to watch anew when any of the four fields of a lock is another", () => {
		const others = [{ owner: "they" }, { epoch: 4 }, { nonce: "m" }, { renewed: 1 }];
		for (const other of others) {
			const slot = slots.slotOf("C", "k");
			slot.see(LOCK, 1000);
			expect(slot.see({ ...LOCK, ...other }, 1050).since).to.equal(1050);
		}
	});

	it("is quiet at once when nothing goes on, else when the last of it has ended", () => {
		let quiet = 0;
		task.spawn(() => {
			slots.whenQuiet(0).await();
			quiet += 1;
		});
		expect(quiet).to.equal(1);
		const slot = hold("C", "k");
		slots.slotOf("C", "l").opening = { playerLeft: false };
		task.spawn(() => {
			slots.whenQuiet(0).await();
			quiet += 1;
		});
		slot.session = undefined;
		slots.tidy(0);
		expect(quiet).to.equal(1);
		slots.slotOf("C", "l").opening = undefined;
		slots.tidy(0);
		expect(quiet).to.equal(2);
	});
};
